/// The node: the command line, and the one place where everything is put together.
@NullMarked
package org.acequia.node;

import org.jspecify.annotations.NullMarked;
