/// Unsigned varints and just enough of Protocol Buffers for libp2p's small messages.
///
/// Readers take a limit first and allocate afterwards; a field's bytes are slices of the message
/// that was read, so a message costs at most its own size once more.
@NullMarked
package org.acequia.replication.wire.protobuf;

import org.jspecify.annotations.NullMarked;
