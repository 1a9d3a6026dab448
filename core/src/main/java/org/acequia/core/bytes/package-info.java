/// Immutable byte strings, so that ids, keys and signatures are values.
@NullMarked
package org.acequia.core.bytes;

import org.jspecify.annotations.NullMarked;
