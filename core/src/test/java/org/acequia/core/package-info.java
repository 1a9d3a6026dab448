/// What the tests of several packages share.
@NullMarked
package org.acequia.core;

import org.jspecify.annotations.NullMarked;
