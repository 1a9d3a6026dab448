/// The community that a node serves, the accounts of its curators on this node, and their keys.
@NullMarked
package org.acequia.node.community;

import org.jspecify.annotations.NullMarked;
