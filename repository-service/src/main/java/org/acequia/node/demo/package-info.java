/// `./acequia demo`: three nodes in a line on this machine, and a sample archive that flows from
/// the first to the last while one watches.
///
/// Each node is a process of its own, started as `./acequia run` starts one, and driven over the
/// HTTP API like any other. The sample archive lies beside these classes, in `valley`: a folder for
/// each collection, with a table that the ordinary import takes.
@NullMarked
package org.acequia.node.demo;

import org.jspecify.annotations.NullMarked;
