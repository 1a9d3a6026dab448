/// Looking after what is kept: reading everything again, building the index anew.
@NullMarked
package org.acequia.node.care;

import org.jspecify.annotations.NullMarked;
