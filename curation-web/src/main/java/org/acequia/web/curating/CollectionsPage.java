package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.Term;
import org.acequia.core.record.RecordId;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/collections`: found a collection, describe one.
@Controller
public final class CollectionsPage {

  private final Desk desk;
  private final Archive archive;
  private final Pages pages;

  /// Edits `archive`.
  public CollectionsPage(Desk desk, Archive archive, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.pages = pages;
  }

  /// What the list, with the form for a new collection, shows.
  public record Collections(List<CollectionView> collections, DescriptionForm form) {}

  /// What the form of one collection shows.
  public record One(CollectionView collection, DescriptionForm form, List<RecordId> heads) {

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
    return pages.show("curating/collection", new One(collection, form, collection.heads()));
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
          new One(collection, typed, heads));
    }
    boolean changed = !typed.description().equals(collection.description());
    if (changed || !collection.conflicts().isEmpty()) {
      archive.describeCollection(
          desk.curator(request).author(), collection.id(), typed.description(), heads);
    }
    return pages.seeOther("/collections/" + collection.id());
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
