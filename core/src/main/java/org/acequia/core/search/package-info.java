/// The port to full-text search: what can be asked, and what is answered.
@NullMarked
package org.acequia.core.search;

import org.jspecify.annotations.NullMarked;
