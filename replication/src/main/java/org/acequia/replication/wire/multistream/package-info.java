/// multistream-select 1.0: how two peers agree on a protocol, on a connection or a stream (libp2p
/// `connections`, section "multistream-select").
@NullMarked
package org.acequia.replication.wire.multistream;

import org.jspecify.annotations.NullMarked;
