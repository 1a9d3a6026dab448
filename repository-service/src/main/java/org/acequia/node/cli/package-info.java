/// The commands of `./acequia`. Only `run` and `setup` start a node; the others ask the running one
/// over its HTTP API, so that they answer at once.
@NullMarked
package org.acequia.node.cli;

import org.jspecify.annotations.NullMarked;
