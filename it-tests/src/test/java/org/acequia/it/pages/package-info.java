/// What the tests of the pages share: an archive with pictures, a browser, the list of all pages,
/// and what must hold on each of them.
@NullMarked
package org.acequia.it.pages;

import org.jspecify.annotations.NullMarked;
