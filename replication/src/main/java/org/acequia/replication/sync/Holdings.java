package org.acequia.replication.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.SetIndex;

/// What a session may look at of the node it speaks for. Reads only; any thread.
public interface Holdings {

  /// Returns the sets this node follows: governance of each of its communities, and the sets it
  /// learnt of there. A set stays once it was named.
  List<SetRef> followedSets();

  /// Returns an unchanging view of the records held of a followed set; empty where none is held.
  SetIndex snapshot(SetRef set);

  /// Returns the records held among `ids`.
  List<Record> records(Collection<RecordId> ids);

  /// Returns the bodies held among `cids`.
  Map<Cid, Bytes> bodies(Collection<Cid> cids);

  /// Returns up to `limit` bodies that records of `set` name and that are not held.
  List<Cid> missingBodies(SetRef set, int limit);

  /// Returns which of `digests` need not be fetched: held, waiting for their authority, or refused
  /// for ever.
  Set<Sha256> settled(Collection<Sha256> digests);

  /// Returns how much is held of what the records of `set` refer to. Asked at most every 30 s.
  Holding holdingOf(SetRef set);
}
