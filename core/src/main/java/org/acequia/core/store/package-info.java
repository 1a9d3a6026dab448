/// Ports: what the node keeps, and in which order it promises to keep it.
///
/// Adapters live in other modules and pass the contract suites in this module's tests.
@NullMarked
package org.acequia.core.store;

import org.jspecify.annotations.NullMarked;
