package org.acequia.node.neighbours;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.SetIndex;
import org.acequia.node.records.RecordKeeping;
import org.acequia.replication.sync.Holding;
import org.acequia.replication.sync.Holdings;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the sessions with neighbours look at: the records of this node.
final class NodeHoldings implements Holdings {

  private final RecordKeeping records;
  private final FollowedSets followed;
  private final JdbcClient jdbc;

  NodeHoldings(RecordKeeping records, FollowedSets followed, DataSource dataSource) {
    this.records = records;
    this.followed = followed;
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public List<SetRef> followedSets() {
    return followed.all();
  }

  @Override
  public SetIndex snapshot(SetRef set) {
    return records.indexes().of(set).snapshot();
  }

  @Override
  public List<Record> records(Collection<RecordId> ids) {
    return records.store().find(ids);
  }

  @Override
  public Map<Cid, Bytes> bodies(Collection<Cid> cids) {
    return records.store().bodies(cids);
  }

  @Override
  public List<Cid> missingBodies(SetRef set, int limit) {
    return records.store().missingBodies(set, limit);
  }

  @Override
  public Set<Sha256> settled(Collection<Sha256> digests) {
    List<RecordId> ids =
        digests.stream().map(digest -> new RecordId(new Cid(Codec.DAG_CBOR, digest))).toList();
    return records.intake().known(ids).stream()
        .map(id -> id.value().digest())
        .collect(Collectors.toSet());
  }

  @Override
  public Holding holdingOf(SetRef set) {
    return jdbc.sql(
            """
            with one as (
              select set_no from record_sets where community = :community and set_id = :set),
            gone as (
              select count(distinct body) as bodies from missing_bodies
              where not impossible and set_no in (select set_no from one)),
            named as (
              select count(body) as bodies from records where set_no in (select set_no from one)),
            files as (
              select blob, min(size_bytes) as size_bytes from blob_references
              where set_no in (select set_no from one) group by blob),
            sums as (
              select count(*) filter (where w.blob is null) as held,
                coalesce(sum(f.size_bytes) filter (where w.blob is null), 0)::bigint as held_bytes,
                count(w.blob) as wanted,
                coalesce(sum(f.size_bytes) filter (where w.blob is not null), 0)::bigint
                  as wanted_bytes
              from files f left join wanted_blobs w on w.blob = f.blob)
            select greatest(named.bodies - gone.bodies, 0), gone.bodies,
              held, held_bytes, wanted, wanted_bytes from named, gone, sums
            """)
        .param("community", set.community().value().digest().toBytes())
        .param("set", set.set().value().toArray())
        .query((row, _) ->
            new Holding(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)))
        .single();
  }
}
