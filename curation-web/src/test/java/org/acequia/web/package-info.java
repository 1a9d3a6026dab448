/// What the pages promise.
@NullMarked
package org.acequia.web;

import org.jspecify.annotations.NullMarked;
