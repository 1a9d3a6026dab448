package org.acequia.replication.sync;

import java.util.List;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.SetRef;

/// Something a [SyncSession] asks its runner to do.
public sealed interface Output {

  /// Send a message.
  record Send(Message message) implements Output {}

  /// Offer records and bodies to the intake, and report the verdicts before anything else that the
  /// peer sends.
  record Offer(SetRef set, List<Bytes> records, List<Bytes> bodies) implements Output {}

  /// The peer holds these blobs by now, or if none are named, some that it lacked; it may be lying.
  record MayHold(List<Cid> blobs) implements Output {
    /// Keeps its own copy of `blobs`.
    public MayHold {
      blobs = List.copyOf(blobs);
    }
  }

  /// End the session. Nothing follows.
  ///
  /// @param reason what the peer did
  record Disconnect(String reason) implements Output {}
}
