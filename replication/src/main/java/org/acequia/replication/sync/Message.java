package org.acequia.replication.sync;

import java.util.List;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;

/// What travels on a stream of `/acequia/sync/1` (`docs/format.md`, Sync).
///
/// A set is named by its number in the sender's own list of announced sets, counted from 0 through
/// [Hello] and all [Follow]s.
public sealed interface Message {

  /// The first message of each side.
  ///
  /// @param version of this protocol and of the rules for records
  /// @param salt 16 random bytes, with which the sets are hashed
  /// @param sets what the sender follows
  record Hello(int version, Bytes salt, List<Announced> sets) implements Message {
    /// Keeps its own copy of `sets`.
    public Hello {
      sets = List.copyOf(sets);
    }
  }

  /// The sender follows more sets.
  record Follow(List<Announced> sets) implements Message {
    /// Keeps its own copy of `sets`.
    public Follow {
      sets = List.copyOf(sets);
    }
  }

  /// A set that only who follows it too can recognise.
  ///
  /// @param hash 16 bytes
  /// @param count how many records the sender holds of it
  /// @param fingerprint 16 bytes
  record Announced(Bytes hash, long count, Bytes fingerprint) {}

  /// A negentropy message of the side that opened the stream.
  record Reconcile(int set, Bytes frame) implements Message {}

  /// The answer to a [Reconcile], which names the set by the answering side's number.
  record Reconciled(int set, Bytes frame) implements Message {}

  /// How many records a reconciliation has found to travel.
  ///
  /// @param toYou from the sender
  /// @param toMe to the sender
  record Plan(int set, long toYou, long toMe) implements Message {}

  /// Asks for records. One at a time for each set.
  record Want(int set, List<Sha256> digests) implements Message {
    /// Keeps its own copy of `digests`.
    public Want {
      digests = List.copyOf(digests);
    }
  }

  /// Records, with the bodies that are small.
  ///
  /// @param last whether this ends the answer to a [Want]; always false in what was not asked for
  /// @param bodiesLeft whether a record's body is held and does not come with it
  record Records(int set, boolean last, boolean bodiesLeft, List<Bytes> records, List<Bytes> bodies)
      implements Message {
    /// Keeps its own copies of the lists.
    public Records {
      records = List.copyOf(records);
      bodies = List.copyOf(bodies);
    }
  }

  /// Asks for bodies. One at a time for each set.
  record WantBodies(int set, List<Sha256> digests) implements Message {
    /// Keeps its own copy of `digests`.
    public WantBodies {
      digests = List.copyOf(digests);
    }
  }

  /// The bodies that were asked for, as far as they are held.
  record Bodies(int set, boolean last, List<Bytes> bodies) implements Message {
    /// Keeps its own copy of `bodies`.
    public Bodies {
      bodies = List.copyOf(bodies);
    }
  }

  /// Blobs that the receiver once asked for in vain, and that the sender now holds.
  record Have(List<Cid> blobs) implements Message {
    /// Keeps its own copy of `blobs`.
    public Have {
      blobs = List.copyOf(blobs);
    }
  }

  /// What the sender holds and lacks of some sets.
  record Status(List<SetStatus> sets) implements Message {
    /// Keeps its own copy of `sets`.
    public Status {
      sets = List.copyOf(sets);
    }
  }

  /// What the sender holds and lacks of one set.
  ///
  /// @param fingerprint 16 bytes
  record SetStatus(int set, long count, Bytes fingerprint, Holding holding) {}
}
