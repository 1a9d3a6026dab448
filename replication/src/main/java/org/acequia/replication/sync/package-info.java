/// What to say to a neighbour so that both hold the same records: set reconciliation, and the pure
/// state machine that decides it.
///
/// A session does no I/O, reads no clock and starts no thread: it is fed inputs, may look at what
/// the node holds through a read-only port, and answers with outputs, so that a simulator can run
/// many nodes in one thread. service is the one class here that reads and writes streams.
///
/// The bytes are described in `docs/format.md`, Sync.
@NullMarked
package org.acequia.replication.sync;

import org.jspecify.annotations.NullMarked;
