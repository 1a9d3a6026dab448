package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.BodyRef;
import org.acequia.core.record.Record;

/// As many records, in the order of their time, with their small bodies, as one message holds.
final class RecordBatch {

  private final List<Bytes> records = new ArrayList<>();
  private final List<Bytes> bodies = new ArrayList<>();
  private final List<Record> leftOver = new ArrayList<>();
  private boolean bodiesLeft;

  RecordBatch(Collection<Record> candidates, Holdings holdings, int inlineBytesMax) {
    List<Record> ordered =
        candidates.stream()
            .sorted(Comparator.comparing(record -> record.payload().time()))
            .toList();
    Map<Cid, Bytes> held =
        inlineBytesMax == 0
            ? Map.of()
            : holdings.bodies(
                ordered.stream()
                    .flatMap(record -> record.payload().body().stream())
                    .filter(body -> body.sizeBytes() <= inlineBytesMax)
                    .map(BodyRef::cid)
                    .toList());
    int size = 0;
    for (Record record : ordered) {
      if (size >= SyncSession.BATCH_BYTES) {
        leftOver.addFirst(record);
        continue;
      }
      records.add(record.bytes());
      size += record.bytes().size();
      if (record.payload().body().isPresent()) {
        Bytes body = held.get(record.payload().body().get().cid());
        if (body == null) {
          bodiesLeft = true;
        } else {
          bodies.add(body);
          size += body.size();
        }
      }
    }
  }

  /// Returns the records that did not fit, the last one first.
  List<Record> leftOver() {
    return leftOver;
  }

  /// Tells whether a record's body is too large, or is not held here.
  boolean bodiesLeft() {
    return bodiesLeft;
  }

  Message.Records message(int set, boolean last) {
    return new Message.Records(set, last, bodiesLeft, records, bodies);
  }
}
