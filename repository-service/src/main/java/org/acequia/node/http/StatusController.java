package org.acequia.node.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.SetRef;
import org.acequia.core.search.SearchIndex;
import org.acequia.core.store.SetIndex;
import org.acequia.node.Acequia;
import org.acequia.node.community.Home;
import org.acequia.node.indexing.IndexFeed;
import org.acequia.node.records.RecordKeeping;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/status` and `/api/v1/sets`: how the node is, and what it holds.
@RestController
final class StatusController {

  private final Home home;
  private final Archive archive;
  private final SearchIndex index;
  private final IndexFeed feed;
  private final RecordKeeping records;

  StatusController(
      Home home, Archive archive, SearchIndex index, IndexFeed feed, RecordKeeping records) {
    this.home = home;
    this.archive = archive;
    this.index = index;
    this.feed = feed;
    this.records = records;
  }

  /// How the node is.
  record Status(
      String version,
      @Nullable Community community,
      int collections,
      long items,
      Index index,
      Wanted wanted) {}

  /// Whom it serves.
  record Community(String id, String name) {}

  /// How many items the index has, and how many changes it was not told of yet.
  record Index(long items, long pending) {}

  /// What records speak of and is not held yet.
  record Wanted(long blobs, long sizeBytes, long bodies) {}

  /// One set: two nodes with the same fingerprint hold the same records.
  record Set(String id, int records, String fingerprint, long missingBodies) {}

  @GetMapping("/api/v1/status")
  Status status() {
    List<CollectionView> collections = archive.collections();
    var wanted = records.blobs().wantedTotal();
    return new Status(
        Acequia.VERSION,
        home.community()
            .map(community -> new Community(community.id().toString(), community.name()))
            .orElse(null),
        collections.size(),
        collections.stream().mapToLong(CollectionView::items).sum(),
        new Index(index.size(), feed.pending()),
        new Wanted(
            wanted.blobs(),
            wanted.sizeBytes(),
            missing(sets()).values().stream().mapToLong(n -> n).sum()));
  }

  @GetMapping("/api/v1/sets")
  List<Set> allSets() {
    List<SetRef> sets = sets();
    Map<SetRef, Long> missing = missing(sets);
    return sets.stream().map(set -> view(set, missing.getOrDefault(set, 0L))).toList();
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
