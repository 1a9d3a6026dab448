package org.acequia.node.neighbours;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.pairing.Introduction;
import org.acequia.replication.pairing.InviteBook;
import org.acequia.replication.pairing.Refusal;

/// The invites that this node gave, in PostgreSQL. Safe for use by many threads.
public final class GivenInvites implements InviteBook {

  private final Neighbours neighbours;
  private final InstantSource clock;
  private final List<Consumer<PeerId>> listeners = new CopyOnWriteArrayList<>();

  /// Until when an invite may be outstanding; the gate asks at every stream.
  private volatile Instant outstandingUntil;

  /// @param neighbours where those who use an invite are stored
  public GivenInvites(Neighbours neighbours, InstantSource clock) {
    this.neighbours = neighbours;
    this.clock = clock;
    this.outstandingUntil = latestExpiry();
  }

  /// Calls `listener` of every new neighbour, once it is stored.
  public void listen(Consumer<PeerId> listener) {
    listeners.add(listener);
  }

  /// Notes that an invite was made. Committed when the call returns.
  public void add(DeviceKey key, Instant expires) {
    neighbours
        .jdbc()
        .sql("insert into invites (key, made, expires) values (?, ?, ?)")
        .param(key.value().toArray())
        .param(Timestamp.from(clock.instant()))
        .param(Timestamp.from(expires))
        .update();
    outstandingUntil = latestExpiry();
  }

  /// Tells whether there is an invite that is neither used nor expired. From memory.
  public boolean isOutstanding() {
    return clock.instant().isBefore(outstandingUntil);
  }

  private Instant latestExpiry() {
    return neighbours
        .jdbc()
        .sql("select max(expires) from invites where used_by is null")
        .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)))
        .single()
        .map(Timestamp::toInstant)
        .orElse(Instant.EPOCH);
  }

  @Override
  public Optional<Refusal> redeem(DeviceKey key, PeerId joiner, Introduction introduction) {
    Instant now = clock.instant();
    Optional<Refusal> refusal =
        Optional.ofNullable(
                neighbours.transaction().execute(_ -> use(key, joiner, introduction, now)))
            .flatMap(reason -> reason);
    outstandingUntil = latestExpiry();
    if (refusal.isEmpty()) {
      neighbours.added(joiner);
      listeners.forEach(listener -> listener.accept(joiner));
    }
    return refusal;
  }

  private record Row(Instant expires, Optional<PeerId> usedBy) {}

  private Optional<Refusal> use(
      DeviceKey key, PeerId joiner, Introduction introduction, Instant now) {
    Optional<Row> row = lock(key);
    if (row.isEmpty()) {
      return Optional.of(Refusal.UNKNOWN);
    }
    boolean usedBefore = row.get().usedBy().isPresent();
    if (usedBefore && !row.get().usedBy().equals(Optional.of(joiner))) {
      return Optional.of(Refusal.USED);
    }
    if (!usedBefore && !now.isBefore(row.get().expires())) {
      return Optional.of(Refusal.EXPIRED);
    }
    neighbours
        .jdbc()
        .sql("update invites set used_by = ? where key = ?")
        .param(Neighbours.bytes(joiner))
        .param(key.value().toArray())
        .update();
    neighbours.store(joiner, introduction, now);
    return Optional.empty();
  }

  private Optional<Row> lock(DeviceKey key) {
    return neighbours
        .jdbc()
        .sql("select expires, used_by from invites where key = ? for update")
        .param(key.value().toArray())
        .query((row, _) ->
            new Row(
                row.getTimestamp(1).toInstant(),
                Optional.ofNullable(row.getBytes(2)).map(Bytes::of).map(PeerId::new)))
        .optional();
  }
}
