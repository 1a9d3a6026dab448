/// What is got out of files: which file is read next, what came of it, and the pictures.
@NullMarked
package org.acequia.node.extraction;

import org.jspecify.annotations.NullMarked;
