package org.acequia.core.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.RecordId;

/// The one door through which records and bodies enter a node, whoever brings them: they are
/// checked, admitted, stored and announced.
public interface Intake {

  /// How many records one call may bring.
  int RECORDS_MAX = 4_096;

  /// Offers records and bodies. Hostile until checked.
  ///
  /// Returns when what was accepted is committed. A body is kept only if a held record names it; it
  /// may come with its record, or in any later call (`records` may be empty).
  ///
  /// @return one verdict for each record, in the order given
  List<Verdict> offer(List<Bytes> records, Map<Cid, Bytes> bodies);

  /// Returns which of `ids` need not be fetched: they are held, wait for their authority, or were
  /// refused.
  Set<RecordId> known(Collection<RecordId> ids);

  /// What became of an offered record.
  sealed interface Verdict {

    /// New, and now held.
    record Accepted(RecordId id) implements Verdict {}

    /// Already held.
    record AlreadyHeld(RecordId id) implements Verdict {}

    /// Set aside until the records its authority rests on arrive.
    record Waiting(RecordId id) implements Verdict {}

    /// Refused. The id is remembered, unless the record belongs to a community that this node does
    /// not follow.
    record Refused(RecordId id, String reason) implements Verdict {}
  }
}
