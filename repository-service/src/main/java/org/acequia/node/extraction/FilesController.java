package org.acequia.node.extraction;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.PreviewSize;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/api/v1/items/{id}/files` and `/api/v1/files`: what was got out of files. Whoever is signed in
/// may have those that failed read again.
@RestController
final class FilesController {

  private final Extractions extractions;
  private final Archive archive;

  FilesController(Extractions extractions, Archive archive) {
    this.extractions = extractions;
    this.archive = archive;
  }

  /// A file and what was got out of it.
  ///
  /// @param state `waiting`, `done` or `failed`
  /// @param fault why it failed; empty where it did not
  /// @param previews paths by size
  record FileJson(
      String cid,
      String name,
      String type,
      String state,
      String fault,
      Map<String, Object> metadata,
      Map<String, String> previews,
      boolean hasText) {}

  /// A file that failed.
  record FailureJson(String cid, String fault, int tries) {}

  /// Returns what was got out of the files of an item.
  @GetMapping("/api/v1/items/{id}/files")
  List<FileJson> ofItem(@PathVariable String id) {
    List<MediaFile> media =
        item(id)
            .flatMap(archive::item)
            .orElseThrow(() ->
                new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such item here."))
            .media();
    Map<Cid, Extraction> all =
        extractions.of(media.stream().map(MediaFile::blob).distinct().toList());
    return media.stream()
        .map(file -> json(file, all.getOrDefault(file.blob(), new Extraction.Waiting())))
        .toList();
  }

  /// Returns how many files stand where.
  @GetMapping("/api/v1/files")
  Extractions.Totals totals() {
    return extractions.totals();
  }

  /// Returns files that failed, the latest first.
  @GetMapping("/api/v1/files/failures")
  List<FailureJson> failures(@RequestParam(defaultValue = "0") long offset) {
    return extractions.failures(Math.max(0, offset), Extractions.FAILURES_PER_PAGE_MAX).stream()
        .map(failure ->
            new FailureJson(failure.file().toString(), failure.fault().code(), failure.tries()))
        .toList();
  }

  /// Has every file that failed read again.
  @PostMapping("/api/v1/files/retry")
  Map<String, Long> retryAll() {
    return Map.of("waiting", extractions.retryAll());
  }

  private static Optional<ItemId> item(String id) {
    try {
      return Optional.of(ItemId.parse(id));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static FileJson json(MediaFile file, Extraction extraction) {
    Map<String, String> previews = new LinkedHashMap<>();
    for (PreviewSize size : PreviewSize.values()) {
      extraction
          .preview(size)
          .ifPresent(preview -> previews.put(size.code(), preview.path(file.blob())));
    }
    return new FileJson(
        file.blob().toString(),
        file.name(),
        file.mediaType(),
        switch (extraction) {
          case Extraction.Waiting waiting -> "waiting";
          case Extraction.Done done -> "done";
          case Extraction.Failed failed -> "failed";
        },
        extraction instanceof Extraction.Failed(var fault, _) ? fault.code() : "",
        json(extraction.metadata()),
        previews,
        extraction.findings().hasText());
  }

  /// Only what is known.
  private static Map<String, Object> json(FileMetadata metadata) {
    Map<String, Object> json = new LinkedHashMap<>();
    metadata.title().ifPresent(title -> json.put("title", title));
    metadata.description().ifPresent(text -> json.put("description", text));
    putAll(json, "creators", metadata.creators());
    metadata.date().ifPresent(date -> json.put("date", date));
    metadata.place().ifPresent(place -> json.put("place", place));
    metadata
        .coordinates()
        .ifPresent(at -> {
          json.put("latitude", at.latitude());
          json.put("longitude", at.longitude());
        });
    metadata.camera().ifPresent(camera -> json.put("camera", camera));
    putAll(json, "keywords", metadata.keywords());
    metadata.rights().ifPresent(rights -> json.put("rights", rights));
    metadata.language().ifPresent(language -> json.put("language", language));
    metadata.width().ifPresent(width -> json.put("width", width));
    metadata.height().ifPresent(height -> json.put("height", height));
    metadata.duration().map(Duration::toMillis).ifPresent(ms -> json.put("durationMs", ms));
    metadata.pages().ifPresent(pages -> json.put("pages", pages));
    return json;
  }

  private static void putAll(Map<String, Object> json, String key, List<String> values) {
    if (!values.isEmpty()) {
      json.put(key, values);
    }
  }
}
