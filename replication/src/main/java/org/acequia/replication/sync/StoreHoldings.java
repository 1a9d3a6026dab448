package org.acequia.replication.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.Intake;
import org.acequia.core.store.RecordStore;
import org.acequia.core.store.SetIndex;

/// [Holdings] of a node that keeps its records in a [RecordStore].
///
/// @param store the records and bodies
/// @param intake knows what need not be fetched
/// @param followed the sets this node follows; a set stays once it was named
/// @param index the index of a followed set
/// @param holding what is held of a set
public record StoreHoldings(
    RecordStore store,
    Intake intake,
    Supplier<List<SetRef>> followed,
    Function<SetRef, SetIndex> index,
    Function<SetRef, Holding> holding)
    implements Holdings {

  @Override
  public List<SetRef> followedSets() {
    return followed.get();
  }

  @Override
  public SetIndex snapshot(SetRef set) {
    return index.apply(set).snapshot();
  }

  @Override
  public List<Record> records(Collection<RecordId> ids) {
    return store.find(ids);
  }

  @Override
  public Map<Cid, Bytes> bodies(Collection<Cid> cids) {
    return store.bodies(cids);
  }

  @Override
  public List<Cid> missingBodies(SetRef set, int limit) {
    return store.missingBodies(set, limit);
  }

  @Override
  public Set<Sha256> settled(Collection<Sha256> digests) {
    List<RecordId> ids =
        digests.stream().map(digest -> new RecordId(new Cid(Codec.DAG_CBOR, digest))).toList();
    return intake.known(ids).stream().map(id -> id.value().digest()).collect(Collectors.toSet());
  }

  @Override
  public Holding holdingOf(SetRef set) {
    return holding.apply(set);
  }
}
