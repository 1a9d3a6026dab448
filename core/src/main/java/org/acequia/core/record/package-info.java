/// Records, their bytes, and the rules by which they count.
///
/// Everything here is a pure function of its arguments: no I/O, no clock, no randomness. The format
/// is `docs/format.md`, Records.
@NullMarked
package org.acequia.core.record;

import org.jspecify.annotations.NullMarked;
