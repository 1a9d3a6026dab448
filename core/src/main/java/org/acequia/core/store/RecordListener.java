package org.acequia.core.store;

import java.util.List;
import org.acequia.core.record.Record;

/// Hears of records after they are committed.
@FunctionalInterface
public interface RecordListener {

  /// `records` are now held. Called in the order of commits of one writer; must return soon.
  void accepted(List<Record> records);

  /// The bodies of `records`, which were held without them, are now held. Called in the same order
  /// as [#accepted]; must return soon.
  default void bodiesArrived(List<Record> records) {}
}
