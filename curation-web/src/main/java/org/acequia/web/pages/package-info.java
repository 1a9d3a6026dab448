/// What every page has in common: the language of the person, the words, the frame around the
/// content, and the headers that keep a page to its own scripts and styles.
@NullMarked
package org.acequia.web.pages;

import org.jspecify.annotations.NullMarked;
