/// The arrows of ARCHITECTURE.md, as tests.
@NullMarked
package org.acequia.architecture;

import org.jspecify.annotations.NullMarked;
