package org.acequia.core.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Body;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Governance;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SlotHeads;

/// The heads of one slot, and what each of them states as far as bodies are held.
///
/// @param heads the heads
/// @param claims what each surviving head states, the one for display first; a head without a
///   readable body or ancestor states nothing and is not among them
/// @param missing how many surviving heads' bodies are not held
record SlotReading<T>(SlotHeads heads, List<Claimed<T>> claims, int missing) {

  /// What one head states.
  ///
  /// @param head the head, whose content it is or stands for
  record Claimed<T>(Record head, T value) {}

  /// Reads a slot.
  ///
  /// A body that is held but malformed is as good as none: the nearest ancestor stands in.
  static <T> SlotReading<T> of(
      List<Record> records,
      Governance governance,
      Map<Cid, Bytes> bodies,
      Function<Node, Stated<T>> read) {
    SlotHeads heads = SlotHeads.of(records, governance::isVoid);
    Map<RecordId, T> values = new HashMap<>();
    List<Claimed<T>> claims = new ArrayList<>();
    int missing = 0;
    for (Record head : heads.survivors()) {
      if (!isHeld(head, bodies)) {
        missing++;
      }
      heads
          .standIn(head, record -> reads(record, bodies, read, values))
          .flatMap(record -> Optional.ofNullable(values.get(record.id())))
          .ifPresent(value -> claims.add(new Claimed<>(head, value)));
    }
    return new SlotReading<>(heads, List.copyOf(claims), missing);
  }

  private static <T> boolean reads(
      Record record,
      Map<Cid, Bytes> bodies,
      Function<Node, Stated<T>> read,
      Map<RecordId, T> values) {
    if (!values.containsKey(record.id())) {
      read(record, bodies, read).ifPresent(stated -> values.put(record.id(), stated.value()));
    }
    return values.containsKey(record.id());
  }

  /// Returns what a record's body states, if it is held and well formed.
  static <T> Optional<Stated<T>> read(
      Record record, Map<Cid, Bytes> bodies, Function<Node, Stated<T>> read) {
    Optional<Bytes> block =
        record
            .payload()
            .body()
            .map(BodyRef::cid)
            .flatMap(cid -> Optional.ofNullable(bodies.get(cid)));
    try {
      return block.map(bytes -> read.apply(Body.decode(bytes).content()));
    } catch (MalformedRecordException _) {
      return Optional.empty();
    }
  }

  private static boolean isHeld(Record record, Map<Cid, Bytes> bodies) {
    return record.payload().body().filter(body -> bodies.containsKey(body.cid())).isPresent();
  }

  /// Returns what is displayed.
  Optional<T> winner() {
    return claims.stream().findFirst().map(Claimed::value);
  }
}
