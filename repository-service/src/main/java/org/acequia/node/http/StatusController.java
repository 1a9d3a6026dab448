package org.acequia.node.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.SetRef;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.SetIndex;
import org.acequia.node.Acequia;
import org.acequia.node.community.Home;
import org.acequia.node.health.Survey;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.records.RecordKeeping;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/status`: how the node is, and what it holds.
@RestController
final class StatusController {

  private final Home home;
  private final Archive archive;
  private final SearchIndex index;
  private final IndexFeeder feeder;
  private final RecordKeeping records;
  private final Survey<Long> held;

  StatusController(
      Home home,
      Archive archive,
      SearchIndex index,
      IndexFeeder feeder,
      RecordKeeping records,
      BlobStore blobs) {
    this.held = new Survey<>(() -> count(blobs), System::nanoTime);
    this.home = home;
    this.archive = archive;
    this.index = index;
    this.feeder = feeder;
    this.records = records;
  }

  /// How the node is.
  ///
  /// @param missingBodies how many descriptions and the like are still to come
  /// @param blobs for whom the node knows, because counting them costs; absent for everyone else
  /// @param sets what it holds, for whom it knows; none for everyone else
  record Status(
      String version,
      @Nullable Community community,
      int collections,
      long items,
      Index index,
      @Nullable Blobs blobs,
      long missingBodies,
      List<Set> sets) {}

  /// Whom it serves.
  record Community(String id, String name) {}

  /// How many items the index has, and how many changes it was not told of yet.
  record Index(long items, long pending) {}

  /// Files that are held, and those that records speak of and that are still to come.
  record Blobs(long held, long wanted, long wantedBytes) {}

  /// One set: two nodes with the same fingerprint hold the same records.
  record Set(String id, int records, String fingerprint, long missingBodies) {}

  @GetMapping("/api/v1/status")
  Status status() {
    List<CollectionView> collections = archive.collections();
    List<SetRef> sets = sets();
    Map<SetRef, Long> missing = missing(sets);
    boolean known = Visitors.isOperator() || Visitors.current().isPresent();
    return new Status(
        Acequia.VERSION,
        home.community()
            .map(community -> new Community(community.id().toString(), community.name()))
            .orElse(null),
        collections.size(),
        collections.stream().mapToLong(CollectionView::items).sum(),
        new Index(index.size(), feeder.pending()),
        known ? blobs() : null,
        missing.values().stream().mapToLong(Long::longValue).sum(),
        known
            ? sets.stream().map(set -> view(set, missing.getOrDefault(set, 0L))).toList()
            : List.of());
  }

  private static long count(BlobStore blobs) {
    LongAdder held = new LongAdder();
    blobs.forEach(_ -> held.increment());
    return held.sum();
  }

  private Blobs blobs() {
    var wanted = records.blobs().wantedTotal();
    return new Blobs(held.result(), wanted.blobs(), wanted.sizeBytes());
  }

  private Set view(SetRef set, long missing) {
    SetIndex snapshot = records.indexes().of(set).snapshot();
    return new Set(
        set.set().toString(),
        snapshot.size(),
        Bytes.of(snapshot.sum(0, snapshot.size())).toString(),
        missing);
  }

  private Map<SetRef, Long> missing(List<SetRef> sets) {
    return sets.isEmpty()
        ? Map.of()
        : records.store().missingBodies(sets).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<SetRef> sets() {
    return Optional.of(records.communities())
        .flatMap(communities -> communities.home())
        .map(community -> records.store().sets(community))
        .orElse(List.of());
  }
}
