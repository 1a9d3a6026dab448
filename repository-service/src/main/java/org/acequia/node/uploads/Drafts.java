package org.acequia.node.uploads;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.store.BlobDrafts;

/// Drafts kept open between the pieces of an upload, so that what came before need not be hashed
/// again. At most [#OPEN_MAX]; who was away longest is closed first. Safe for use by many threads.
final class Drafts {

  /// How many files are kept open.
  static final int OPEN_MAX = 32;

  private final BlobDrafts store;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final SequencedMap<String, BlobDrafts.Draft> open = new LinkedHashMap<>();

  Drafts(BlobDrafts store) {
    this.store = store;
  }

  /// Takes an upload for one thread; the caller gives it back.
  ///
  /// @return whether no other thread has it
  boolean take(String id) {
    return busy.add(id);
  }

  void giveBack(String id) {
    busy.remove(id);
  }

  /// Opens the draft of an upload that was taken, at `durableBytes` or, where the disk has lost
  /// some of them, at what is left.
  BlobDrafts.Draft open(String id, long durableBytes) {
    Optional<BlobDrafts.Draft> kept;
    synchronized (open) {
      kept = Optional.ofNullable(open.remove(id));
    }
    if (kept.isPresent() && kept.get().sizeBytes() == durableBytes) {
      return kept.get();
    }
    kept.ifPresent(BlobDrafts.Draft::close);
    return store.draft(id, durableBytes);
  }

  /// Keeps a draft open for the next piece.
  void keep(String id, BlobDrafts.Draft draft) {
    Optional<BlobDrafts.Draft> eldest = Optional.empty();
    synchronized (open) {
      open.put(id, draft);
      if (open.size() > OPEN_MAX) {
        eldest = Optional.ofNullable(open.pollFirstEntry()).map(Map.Entry::getValue);
      }
    }
    eldest.ifPresent(BlobDrafts.Draft::close);
  }

  /// Forgets the bytes of an upload.
  void discard(String id) {
    Optional<BlobDrafts.Draft> kept;
    synchronized (open) {
      kept = Optional.ofNullable(open.remove(id));
    }
    kept.ifPresent(BlobDrafts.Draft::close);
    store.discardDraft(id);
  }
}
