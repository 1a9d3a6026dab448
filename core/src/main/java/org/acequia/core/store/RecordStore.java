package org.acequia.core.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;

/// Admitted records and their bodies, on durable storage.
///
/// What a method reports as held survives power loss. The store decides nothing: records come here
/// after admission. All methods may be called from any thread and throw [RecordStoreException] when
/// the storage fails.
public interface RecordStore {

  /// Stores records and bodies in one transaction, all or none. What is already held stays as it
  /// is. A body that no held record names, `records` included, is not kept.
  ///
  /// @param bodies blocks whose CIDs have been checked
  Appended append(List<Record> records, Map<Cid, Bytes> bodies);

  /// Returns the records held among `ids`, in no particular order.
  List<Record> find(Collection<RecordId> ids);

  /// Returns which of `ids` are held.
  Set<RecordId> held(Collection<RecordId> ids);

  /// Returns the bodies held among `cids`.
  Map<Cid, Bytes> bodies(Collection<Cid> cids);

  /// Returns all records of one slot, in no particular order.
  List<Record> slot(SetRef set, Slot slot);

  /// Returns all records about one subject (item, collection, account), in no particular order.
  List<Record> subject(CommunityId community, Bytes subject);

  /// Returns the device's newest record of a set: the one with the highest sequence number.
  Optional<Record> latest(SetRef set, DeviceKey device);

  /// Returns the sets of which at least one record is held.
  List<SetRef> sets(CommunityId community);

  /// Calls `action` once for each record of `set` held throughout the call, in the order of (t,
  /// id); complete, or throws.
  void forEach(SetRef set, Consumer<Record> action);

  /// Returns up to `limit` bodies that records of `set` name and that are not held.
  List<Cid> missingBodies(SetRef set, int limit);

  /// What an append added.
  ///
  /// @param records the records that were new, in the order given
  /// @param completed the records held before whose bodies came with this append, in no particular
  ///   order
  record Appended(List<Record> records, List<Record> completed) {

    /// Nothing was added.
    public static final Appended NOTHING = new Appended(List.of(), List.of());

    /// Keeps its own copies.
    public Appended {
      records = List.copyOf(records);
      completed = List.copyOf(completed);
    }
  }
}
