package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.web.Uploads;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/// `/curate/upload`: files become items, or join one.
///
/// Without JavaScript the form sends all files at once. With it, `upload.js` sends them one by one
/// to `/curate/upload/file` and shows how far each is.
@Controller
public final class UploadPage {

  private static final int FILES_OF_ITEM_MAX = 1_000;
  private static final int FILE_NAME_LENGTH_MAX = 1_000;

  private final Desk desk;
  private final Archive archive;
  private final Uploads uploads;
  private final Supplier<ItemId> newIds;
  private final Pages pages;

  /// Adds to `archive` under ids from `newIds`.
  public UploadPage(
      Desk desk, Archive archive, Uploads uploads, Supplier<ItemId> newIds, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.uploads = uploads;
    this.newIds = newIds;
    this.pages = pages;
  }

  /// A file that was sent.
  ///
  /// @param item what it belongs to now
  /// @param problem why it was not kept
  public record Sent(String name, Optional<ItemId> item, Optional<String> problem) {}

  /// What the page shows.
  ///
  /// @param into the item that the files join, where it is not new ones that they become
  public record Upload(
      List<CollectionView> collections,
      String collection,
      Optional<ItemView> into,
      long sizeBytesMax,
      List<Sent> sent,
      Optional<String> problem) {}

  /// The form.
  @GetMapping("/curate/upload")
  public View form(
      @RequestParam(defaultValue = "") String collection,
      @RequestParam(defaultValue = "") String item) {
    Optional<ItemView> into = item.isEmpty() ? Optional.empty() : Optional.of(known(item));
    return pages.show(HttpStatus.OK, "curating/upload", view(collection, into, List.of(), null));
  }

  /// Takes all files at once.
  @PostMapping("/curate/upload")
  public View upload(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String collection,
      @RequestParam(defaultValue = "") String item,
      @RequestParam(name = "files", required = false) Optional<List<MultipartFile>> files)
      throws IOException {
    Author author = desk.curator(request).author();
    Optional<ItemView> into = item.isEmpty() ? Optional.empty() : Optional.of(known(item));
    Optional<CollectionId> target = into.map(ItemView::collection).or(() -> collection(collection));
    List<MultipartFile> chosen =
        files.orElse(List.of()).stream().filter(file -> !name(file).isEmpty()).toList();
    if (target.isEmpty() || chosen.isEmpty()) {
      String problem = target.isEmpty() ? "upload.noCollection" : "upload.noFiles";
      return pages.show(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "curating/upload",
          view(collection, into, List.of(), problem));
    }
    List<Sent> sent = new ArrayList<>();
    for (MultipartFile file : chosen) {
      try (InputStream content = file.getInputStream()) {
        sent.add(
            take(
                author,
                target.get(),
                into.map(ItemView::id),
                content,
                name(file),
                Optional.ofNullable(file.getContentType()).orElse("")));
      }
    }
    return pages.show(HttpStatus.OK, "curating/upload", view(collection, into, sent, null));
  }

  /// Takes one file as the body of the request; answers with the item it belongs to.
  @PostMapping("/curate/upload/file")
  public ResponseEntity<Map<String, String>> one(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String collection,
      @RequestParam(defaultValue = "") String item)
      throws IOException {
    Optional<ItemId> into = item.isEmpty() ? Optional.empty() : Optional.of(known(item).id());
    CollectionId target =
        into.isPresent() ? known(item).collection() : NotHere.unless(() -> collection(collection));
    Sent sent =
        take(
            desk.curator(request).author(),
            target,
            into,
            request.getInputStream(),
            name,
            Optional.ofNullable(request.getContentType()).orElse(""));
    HttpStatus status =
        switch (sent.problem().orElse("")) {
          case "" -> HttpStatus.CREATED;
          case "upload.no_space" -> HttpStatus.INSUFFICIENT_STORAGE;
          default -> HttpStatus.CONTENT_TOO_LARGE;
        };
    return ResponseEntity.status(status)
        .body(
            Map.of(
                "item", sent.item().map(ItemId::toString).orElse(""),
                "problem", sent.problem().orElse("")));
  }

  private Sent take(
      Author author,
      CollectionId collection,
      Optional<ItemId> into,
      InputStream content,
      String name,
      String type)
      throws IOException {
    String bounded = name.substring(0, Math.min(name.length(), FILE_NAME_LENGTH_MAX));
    return switch (uploads.keep(content, bounded, type)) {
      case Uploads.Outcome.Kept(var file) ->
          new Sent(bounded, Optional.of(place(author, collection, into, file)), Optional.empty());
      case Uploads.Outcome.Refused(var reason) ->
          new Sent(
              bounded,
              Optional.empty(),
              Optional.of("upload." + reason.name().toLowerCase(java.util.Locale.ROOT)));
    };
  }

  private ItemId place(
      Author author, CollectionId collection, Optional<ItemId> into, MediaFile file) {
    if (into.isEmpty()) {
      NewItem item = new NewItem(newIds.get(), Description.of(Map.of()), List.of(file), List.of());
      return archive.addItems(author, collection, List.of(item)).getFirst();
    }
    ItemView item = known(into.get().toString());
    List<MediaFile> files = new ArrayList<>(item.media());
    if (!files.contains(file) && files.size() < FILES_OF_ITEM_MAX) {
      files.add(file);
      archive.attach(author, item.id(), files, item.mediaHeads());
    }
    return item.id();
  }

  private Upload view(
      String collection,
      Optional<ItemView> into,
      List<Sent> sent,
      @org.jspecify.annotations.Nullable String problem) {
    return new Upload(
        archive.collections(),
        collection,
        into,
        uploads.sizeBytesMax(),
        sent,
        Optional.ofNullable(problem));
  }

  private ItemView known(String item) {
    return NotHere.unless(() -> archive.item(ItemId.parse(item)));
  }

  private Optional<CollectionId> collection(String text) {
    try {
      return archive.collection(CollectionId.parse(text)).map(CollectionView::id);
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private static String name(MultipartFile file) {
    return Optional.ofNullable(file.getOriginalFilename()).orElse("");
  }
}
