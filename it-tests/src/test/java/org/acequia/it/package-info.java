/// Black-box tests: what a node does, seen from outside.
@NullMarked
package org.acequia.it;

import org.jspecify.annotations.NullMarked;
