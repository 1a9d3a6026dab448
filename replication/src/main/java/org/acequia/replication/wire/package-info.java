/// The libp2p wire, as far as Acequia needs it: TCP, multistream-select, Noise XX, yamux, identify
/// and ping, over blocking sockets and virtual threads.
///
/// Everything that speaks to a peer stands on [Connection] and [Stream], so that another transport
/// can slot in.
@NullMarked
package org.acequia.replication.wire;

import org.jspecify.annotations.NullMarked;
