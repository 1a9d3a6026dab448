/// A node in memory, for tests of the pages and for looking at them: no rules, no signatures.
@NullMarked
package org.acequia.web.memory;

import org.jspecify.annotations.NullMarked;
