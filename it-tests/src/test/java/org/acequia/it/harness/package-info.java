/// Real nodes for black-box tests: each a process of its own with its own data directory,
/// PostgreSQL, ports and index, driven by its command line, its HTTP API and signals.
@NullMarked
package org.acequia.it.harness;

import org.jspecify.annotations.NullMarked;
