package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.record.RecordId;
import org.acequia.web.pages.MediaKind;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Undos;
import org.acequia.web.reading.Picture;
import org.acequia.web.reading.Pictures;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/collections`: found a collection, describe one.
@Controller
public final class CollectionsPage {

  private static final int COVERS_OFFERED = 24;

  private final Desk desk;
  private final Archive archive;
  private final Pictures pictures;
  private final Undos undos;
  private final Pages pages;

  /// Edits `archive`.
  public CollectionsPage(Desk desk, Archive archive, Pictures pictures, Undos undos, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.pictures = pictures;
    this.undos = undos;
    this.pages = pages;
  }

  /// A picture that can stand for a collection.
  public record Candidate(MediaFile file, Picture picture, boolean chosen) {}

  /// What the list, with the form for a new collection, shows.
  public record Collections(List<CollectionView> collections, DescriptionForm form) {}

  /// What the form of one collection shows.
  ///
  /// @param covers what can stand on its cover
  public record One(
      CollectionView collection,
      DescriptionForm form,
      List<RecordId> heads,
      List<Candidate> covers) {

    /// Returns what the heads do not agree on.
    public List<Conflict> conflicts() {
      return collection.conflicts();
    }
  }

  /// The list.
  @GetMapping("/curate/collections")
  public View list() {
    DescriptionForm empty = DescriptionForm.of(Description.of(Map.of()));
    return pages.show("curating/collections", new Collections(archive.collections(), empty));
  }

  /// Founds a collection.
  @PostMapping("/curate/collections")
  public View add(HttpServletRequest request) {
    DescriptionForm typed = titled(DescriptionForm.read(new Form(request), List.of()));
    if (!typed.problems().isEmpty()) {
      return pages.show(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "curating/collections",
          new Collections(archive.collections(), typed));
    }
    CollectionId id = archive.addCollection(desk.curator(request).author(), typed.description());
    return pages.seeOther("/collections/" + id);
  }

  /// The form of one collection.
  @GetMapping("/curate/collections/{id}")
  public View form(@PathVariable String id) {
    CollectionView collection = collection(id);
    DescriptionForm form = DescriptionForm.of(collection.description());
    return pages.show(
        "curating/collection", new One(collection, form, collection.heads(), covers(collection)));
  }

  /// Describes a collection anew.
  @PostMapping("/curate/collections/{id}")
  public View save(@PathVariable String id, HttpServletRequest request) {
    CollectionView collection = collection(id);
    Form form = new Form(request);
    DescriptionForm typed = titled(DescriptionForm.read(form, collection.conflicts()));
    List<RecordId> heads = form.heads("head");
    if (!typed.problems().isEmpty()) {
      return pages.show(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "curating/collection",
          new One(collection, typed, heads, covers(collection)));
    }
    boolean changed = !typed.description().equals(collection.description());
    if (changed || !collection.conflicts().isEmpty()) {
      archive.describeCollection(
          desk.curator(request).author(), collection.id(), typed.description(), heads);
    }
    String page = "/collections/" + collection.id();
    List<Undos.Step> back =
        changed ? List.of(describedAs(collection.id(), collection.description())) : List.of();
    return pages.seeOther(undos.offer(desk.curator(request).author(), page, "said.saved", 1, back));
  }

  /// Chooses the picture on the cover.
  @PostMapping("/curate/collections/{id}/cover")
  public View cover(@PathVariable String id, HttpServletRequest request) {
    CollectionView collection = collection(id);
    String asked = new Form(request).field("cover");
    Optional<MediaFile> file =
        covers(collection).stream()
            .map(Candidate::file)
            .filter(candidate -> candidate.blob().toString().equals(asked))
            .findFirst();
    Author author = desk.curator(request).author();
    archive.chooseCover(author, collection.id(), file, collection.coverHeads());
    Optional<MediaFile> before = collection.cover();
    Undos.Step back =
        (there, by) ->
            there
                .collection(collection.id())
                .ifPresent(now -> there.chooseCover(by, now.id(), before, now.coverHeads()));
    return pages.seeOther(
        undos.offer(author, "/collections/" + collection.id(), "said.saved", 1, List.of(back)));
  }

  private static Undos.Step describedAs(CollectionId id, Description before) {
    return (archive, by) ->
        archive
            .collection(id)
            .ifPresent(now -> archive.describeCollection(by, id, before, now.heads()));
  }

  private List<Candidate> covers(CollectionView collection) {
    List<MediaFile> files =
        Stream.concat(
                collection.cover().stream(),
                archive.items(collection.id(), 0, COVERS_OFFERED).stream()
                    .flatMap(item -> MediaKind.PICTURE.among(item.media()).stream().limit(1)))
            .distinct()
            .limit(COVERS_OFFERED)
            .toList();
    Pictures.Known known = pictures.ofFiles(files);
    return files.stream()
        .flatMap(file ->
            known
                .small(file)
                .map(picture ->
                    new Candidate(file, picture, collection.cover().equals(Optional.of(file))))
                .stream())
        .toList();
  }

  /// A collection without a title could not be found again in a list.
  private static DescriptionForm titled(DescriptionForm typed) {
    return typed.values(Term.TITLE).isEmpty()
        ? new DescriptionForm(typed.rows(), Map.of(Term.TITLE, "problem.untitled"))
        : typed;
  }

  private CollectionView collection(String id) {
    return NotHere.unless(() -> archive.collection(CollectionId.parse(id)));
  }
}
