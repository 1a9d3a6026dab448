/// Peers that are not ours, run as they come from their makers.
@NullMarked
package org.acequia.it.foreign;

import org.jspecify.annotations.NullMarked;
