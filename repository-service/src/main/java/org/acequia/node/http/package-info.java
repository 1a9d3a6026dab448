/// The JSON API, the gateway and who may use them.
@NullMarked
package org.acequia.node.http;

import org.jspecify.annotations.NullMarked;
