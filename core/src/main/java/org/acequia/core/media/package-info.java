/// What files say about themselves, and the pictures made of them for lists and pages.
///
/// All of it is derived from the files' bytes: it can be deleted at any time and is made again. It
/// belongs to a file, not to an item: what an item states stands in its records.
@NullMarked
package org.acequia.core.media;

import org.jspecify.annotations.NullMarked;
