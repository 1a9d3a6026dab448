/// The pages of a node, for readers and for curators, and what they ask of the node.
///
/// The interfaces here ([Curators], [Founding], [Neighbourhood], [Uploads]) are the pages' ports:
/// the node implements them and hands them to its pages. Everything else a page needs stands in
/// core.
///
/// Readers' pages need no JavaScript, and stay under 30 kB. No page has inline script or style.
@NullMarked
package org.acequia.web;

import org.jspecify.annotations.NullMarked;
