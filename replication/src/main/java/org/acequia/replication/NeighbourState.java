package org.acequia.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.acequia.replication.sync.SetProgress;

/// What there is to say of one neighbour.
///
/// @param connected whether records can flow now
/// @param lastSeen when it was last connected since this node started; now, where it is
/// @param sets how far each set has come; what was last known, where it is not connected
/// @param recordsIn records known to be on their way to us
/// @param recordsOut records known to be on their way to the neighbour
/// @param blobsOut blobs of the shared sets that the neighbour said it lacks
/// @param blobBytesOut their size
/// @param bytesIn bytes on the wire from the neighbour, since it connected
/// @param bytesOut bytes on the wire to the neighbour, since it connected
public record NeighbourState(
    boolean connected,
    Optional<Instant> lastSeen,
    List<SetProgress> sets,
    long recordsIn,
    long recordsOut,
    long blobsOut,
    long blobBytesOut,
    long bytesIn,
    long bytesOut) {

  /// A neighbour that was not seen since this node started.
  public static final NeighbourState NEVER_SEEN =
      new NeighbourState(false, Optional.empty(), List.of(), 0, 0, 0, 0, 0, 0);

  /// Keeps its own copy of `sets`.
  public NeighbourState {
    sets = List.copyOf(sets);
  }
}
