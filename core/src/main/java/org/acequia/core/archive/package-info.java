/// What people put into an archive, as values: items, descriptions, media, tags, collections; their
/// bodies' bytes; and what a slot's heads add up to.
@NullMarked
package org.acequia.core.archive;

import org.jspecify.annotations.NullMarked;
