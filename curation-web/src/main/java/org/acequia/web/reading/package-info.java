/// The readers' pages: browse, search, item, history, collection, network. Plain HTML over plain
/// HTTP, without JavaScript, under 30 kB without media, for old phones.
@NullMarked
package org.acequia.web.reading;

import org.jspecify.annotations.NullMarked;
