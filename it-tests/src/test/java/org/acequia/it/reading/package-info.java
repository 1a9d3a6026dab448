/// The tests' own reading of the shared files: what a search must find, told without the product's
/// code.
@NullMarked
package org.acequia.it.reading;

import org.jspecify.annotations.NullMarked;
