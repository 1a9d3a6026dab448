package org.acequia.replication.sync;

import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.Record;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake;

/// Something that happened to a [SyncSession].
public sealed interface Input {

  /// The stream is open.
  record Opened() implements Input {}

  /// The peer sent a message. It may be lying.
  record Received(Message message) implements Input {}

  /// An [Output.Offer] was carried out.
  record Offered(SetRef set, List<Intake.Verdict> verdicts) implements Input {
    /// Keeps its own copy of `verdicts`.
    public Offered {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// This node now holds `records`, whoever brought them.
  record Changed(List<Record> records) implements Input {
    /// Keeps its own copy of `records`.
    public Changed {
      records = List.copyOf(records);
    }
  }

  /// The bodies of `records`, which were held without them, are now held.
  record Completed(List<Record> records) implements Input {
    /// Keeps its own copy of `records`.
    public Completed {
      records = List.copyOf(records);
    }
  }

  /// Changes went unreported, because there were too many to keep.
  record Overflowed() implements Input {}

  /// Blobs came or went: what this node holds is no longer what it said.
  ///
  /// @param promised those that this peer had asked for in vain
  record BlobsChanged(List<Cid> promised) implements Input {
    /// Keeps its own copy of `promised`.
    public BlobsChanged {
      promised = List.copyOf(promised);
    }
  }

  /// This node has come to follow more sets.
  record FollowsMore() implements Input {}

  /// Another session let go of what it was fetching.
  record Released() implements Input {}

  /// All earlier messages were written: there is room for one more.
  record Writable() implements Input {}

  /// Time passed.
  record Tick() implements Input {}
}
