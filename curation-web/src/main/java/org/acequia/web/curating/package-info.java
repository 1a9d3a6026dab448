/// The pages of those who found, sign in, upload, describe and pair. Every form works without
/// JavaScript, carries the CSRF token, and comes back with what was typed when something is wrong.
@NullMarked
package org.acequia.web.curating;

import org.jspecify.annotations.NullMarked;
