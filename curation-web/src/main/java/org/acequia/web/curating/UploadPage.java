package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.web.Accessions;
import org.acequia.web.Curator;
import org.acequia.web.Uploads;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/// `/curate/upload`: files become items, or join one.
///
/// Without JavaScript the form sends all files at once. With it, `upload.js` sends each in pieces
/// to `/curate/uploads`, which speaks tus, and shows how far it is.
@Controller
public final class UploadPage {

  /// The largest form without JavaScript, in bytes, all files together.
  public static final long FORM_BYTES_MAX = 512_000_000;

  private static final int FILES_OF_ITEM_MAX = 1_000;
  private static final int FILE_NAME_LENGTH_MAX = 1_000;

  private final Desk desk;
  private final Archive archive;
  private final Uploads uploads;
  private final Accessions accessions;
  private final Supplier<ItemId> newIds;
  private final Pages pages;

  /// Adds to `archive` under ids from `newIds`.
  public UploadPage(
      Desk desk,
      Archive archive,
      Uploads uploads,
      Accessions accessions,
      Supplier<ItemId> newIds,
      Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.uploads = uploads;
    this.accessions = accessions;
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
    Curator curator = desk.curator(request);
    OptionalLong accession =
        into.isPresent()
            ? OptionalLong.empty()
            : OptionalLong.of(accessions.begin(curator, target.get(), title(target.get())));
    List<Sent> sent = new ArrayList<>();
    boolean again = request.getParameter("keep") != null;
    Target where = new Target(target.get(), into.map(ItemView::id));
    for (MultipartFile file : chosen) {
      sent.add(take(curator.author(), where, accession, file, again));
    }
    return pages.show(HttpStatus.OK, "curating/upload", view(collection, into, sent, null));
  }

  private Sent take(
      Author author, Target target, OptionalLong accession, MultipartFile file, boolean again)
      throws IOException {
    String name = name(file);
    String bounded = name.substring(0, Math.min(name.length(), FILE_NAME_LENGTH_MAX));
    String type = Optional.ofNullable(file.getContentType()).orElse("");
    try (InputStream content = file.getInputStream()) {
      return switch (uploads.keep(content, bounded, type)) {
        case Uploads.Outcome.Kept(var kept) -> {
          Optional<ItemId> holder =
              again || target.into().isPresent() ? Optional.empty() : uploads.holder(kept.blob());
          yield holder.isPresent()
              ? new Sent(bounded, holder, Optional.of("upload.same"))
              : new Sent(
                  bounded, Optional.of(place(author, target, accession, kept)), Optional.empty());
        }
        case Uploads.Outcome.Refused(var reason) ->
            new Sent(
                bounded,
                Optional.empty(),
                Optional.of("upload." + reason.name().toLowerCase(Locale.ROOT)));
      };
    }
  }

  private ItemId place(Author author, Target target, OptionalLong accession, MediaFile file) {
    if (target.into().isEmpty()) {
      LangText title = new LangText(LangText.UNKNOWN, stem(file.name()));
      Description description = Description.of(Map.of(Term.TITLE, List.of(title)));
      NewItem item = new NewItem(newIds.get(), description, List.of(file), List.of());
      accession.ifPresent(act -> accessions.took(act, List.of(item.id())));
      return archive.addItems(author, target.collection(), List.of(item)).getFirst();
    }
    ItemView item = known(target.into().get().toString());
    List<MediaFile> files = new ArrayList<>(item.media());
    if (!files.contains(file) && files.size() < FILES_OF_ITEM_MAX) {
      files.add(file);
      archive.attach(author, item.id(), files, item.mediaHeads());
    }
    return item.id();
  }

  private record Target(CollectionId collection, Optional<ItemId> into) {}

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
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

  private String title(CollectionId collection) {
    return archive.collection(collection).stream()
        .flatMap(view -> view.description().all(Term.TITLE).stream())
        .map(LangText::text)
        .findFirst()
        .orElse("");
  }

  private static String name(MultipartFile file) {
    return Optional.ofNullable(file.getOriginalFilename()).orElse("");
  }
}
