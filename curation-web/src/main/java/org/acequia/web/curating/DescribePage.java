package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Version;
import org.acequia.core.media.Suggestion;
import org.acequia.core.record.RecordId;
import org.acequia.core.search.SearchFacet;
import org.acequia.web.pages.Languages;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Undos;
import org.acequia.web.reading.Card;
import org.acequia.web.reading.Pictures;
import org.acequia.web.reading.Shelf;
import org.acequia.web.reading.Vocabulary;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/items/{id}`: describe, tag, choose among files, settle a conflict, restore a version.
///
/// The form carries the heads that the person saw, and what is saved supersedes exactly these: what
/// somebody else stated meanwhile survives as a conflict.
@Controller
public final class DescribePage {

  private static final int TAGS_MAX = 200;
  private static final int TAG_LENGTH_MAX = 100;
  private static final int TAGS_SUGGESTED = 12;
  private static final int TAG_SUGGESTED_LENGTH_MAX = 40;

  private final Desk desk;
  private final Archive archive;
  private final Shelf shelf;
  private final Pictures pictures;
  private final Undos undos;
  private final Pages pages;

  /// Edits `archive`.
  public DescribePage(
      Desk desk, Archive archive, Shelf shelf, Pictures pictures, Undos undos, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.shelf = shelf;
    this.pictures = pictures;
    this.undos = undos;
    this.pages = pages;
  }

  /// What the form shows.
  ///
  /// @param heads the descriptions that the person has seen
  /// @param mediaHeads the lists of files that the person has seen
  /// @param tags the person's own, with commas between them
  /// @param vocabulary what the archive says already
  public record Describe(
      ItemView item,
      DescriptionForm form,
      List<RecordId> heads,
      List<RecordId> mediaHeads,
      String tags,
      Optional<String> tagProblem,
      Card card,
      Vocabulary vocabulary) {

    /// Returns tags that others gave to other items, and the person has not given to this one.
    public List<String> moreTags() {
      List<String> own = DescribePage.tags(tags);
      return vocabulary.of(SearchFacet.TAG).stream()
          .filter(tag -> !own.contains(tag) && tag.length() <= TAG_SUGGESTED_LENGTH_MAX)
          .limit(TAGS_SUGGESTED)
          .toList();
    }

    /// Returns what the heads do not agree on, of the description.
    public List<Conflict> conflicts() {
      return item.conflicts().stream().filter(c -> c.facet().equals("description")).toList();
    }

    /// Returns what the heads do not agree on, of the files.
    public List<Conflict> mediaConflicts() {
      return item.conflicts().stream().filter(c -> c.facet().equals("media")).toList();
    }

    /// Tells whether anything keeps the form from being saved.
    public boolean hasProblem() {
      return !form.problems().isEmpty() || tagProblem.isPresent();
    }
  }

  /// The form.
  @GetMapping("/curate/items/{id}")
  public View form(@PathVariable String id, HttpServletRequest request) {
    ItemView item = item(id);
    return pages.show(
        "curating/describe",
        new Describe(
            item,
            DescriptionForm.of(item.description(), suggestion(item)),
            item.descriptionHeads(),
            item.mediaHeads(),
            String.join(", ", texts(Undoing.own(item, desk.curator(request).author()))),
            Optional.empty(),
            card(item),
            shelf.vocabulary()));
  }

  /// Saves what was changed, and nothing else.
  @PostMapping("/curate/items/{id}")
  public View save(@PathVariable String id, HttpServletRequest request) {
    ItemView item = item(id);
    Form form = new Form(request);
    DescriptionForm typed = DescriptionForm.read(form, item.conflicts());
    List<String> tags =
        Stream.concat(tags(form.field("tags")).stream(), form.fields("tag").stream())
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .distinct()
            .toList();
    Optional<String> tagProblem =
        tags.size() > TAGS_MAX || tags.stream().anyMatch(tag -> tag.length() > TAG_LENGTH_MAX)
            ? Optional.of("problem.tags")
            : Optional.empty();
    List<RecordId> heads = form.heads("head");
    List<RecordId> mediaHeads = form.heads("mediaHead");
    Describe view =
        new Describe(
            item,
            typed,
            heads,
            mediaHeads,
            String.join(", ", tags),
            tagProblem,
            card(item),
            shelf.vocabulary());
    if (view.hasProblem()) {
      return pages.show(HttpStatus.UNPROCESSABLE_CONTENT, "curating/describe", view);
    }
    Author author = desk.curator(request).author();
    Description stated = typed.description();
    List<Undos.Step> back = new ArrayList<>();
    if (!stated.equals(item.description()) || !view.conflicts().isEmpty()) {
      archive.describe(author, item.id(), stated, heads);
      back.addAll(Undoing.description(item));
    }
    if (saveFiles(author, item, form, mediaHeads, !view.mediaConflicts().isEmpty())) {
      back.add(Undoing.files(item));
    }
    List<LangText> own = Undoing.own(item, author);
    List<LangText> wanted = withLanguages(tags, own, Languages.of(request).code());
    if (!wanted.equals(own)) {
      archive.tag(author, item.id(), wanted);
      back.add(Undoing.tags(item, author));
    }
    return pages.seeOther(undos.offer(author, "/items/" + item.id(), "said.saved", 1, back));
  }

  /// Removes an item. Its history stays.
  @PostMapping("/curate/items/{id}/remove")
  public View remove(@PathVariable String id, HttpServletRequest request) {
    ItemView item = item(id);
    Author author = desk.curator(request).author();
    List<Undos.Step> back = Undoing.removal(item, author);
    archive.remove(author, item.id());
    return pages.seeOther(undos.offer(author, "/curate/items", "said.removed", 1, back));
  }

  /// States an earlier version anew.
  @PostMapping("/curate/items/{id}/restore")
  public View restore(@PathVariable String id, HttpServletRequest request) {
    ItemView item = item(id);
    String asked = new Form(request).field("version");
    RecordId version =
        NotHere.unless(() ->
            archive.history(item.id()).stream()
                .filter(past -> past.description().isPresent())
                .map(Version::record)
                .filter(record -> record.toString().equals(asked))
                .findFirst());
    Author author = desk.curator(request).author();
    archive.restore(author, item.id(), version);
    return pages.seeOther(
        undos.offer(author, "/items/" + item.id(), "said.restored", 1, Undoing.description(item)));
  }

  /// The boxes that are ticked name the files that stay. A form without boxes says nothing. Tells
  /// whether anything was stated.
  private boolean saveFiles(
      Author author, ItemView item, Form form, List<RecordId> heads, boolean conflict) {
    if (!form.has("filesShown")) {
      return false;
    }
    List<String> kept = form.fields("keep");
    List<MediaFile> files =
        item.media().stream().filter(file -> kept.contains(file.blob().toString())).toList();
    boolean states = !files.equals(item.media()) || (conflict && form.has("settleFiles"));
    if (states) {
      archive.attach(author, item.id(), files, heads);
    }
    return states;
  }

  private Card card(ItemView item) {
    return Card.of(item, pictures.of(List.of(item)).leading(item));
  }

  /// What the first of its files that says anything says about itself.
  private Description suggestion(ItemView item) {
    Pictures.Known known = pictures.ofFiles(item.media());
    return item.media().stream()
        .map(file -> known.of(file).metadata())
        .filter(metadata -> !metadata.isNone())
        .findFirst()
        .map(Suggestion::of)
        .orElseGet(() -> Description.of(Map.of()));
  }

  private ItemView item(String id) {
    return NotHere.unless(() -> archive.item(ItemId.parse(id)));
  }

  private static List<String> tags(String typed) {
    return List.of(typed.split("[,\\n]", -1)).stream()
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  private static List<String> texts(List<LangText> tags) {
    return tags.stream().map(LangText::text).toList();
  }

  /// A tag that was there keeps its language; a new one is in the language of the page.
  private static List<LangText> withLanguages(
      List<String> tags, List<LangText> own, String language) {
    List<LangText> wanted = new ArrayList<>();
    for (String tag : tags) {
      wanted.add(
          own.stream()
              .filter(known -> known.text().equals(tag))
              .findFirst()
              .orElseGet(() -> new LangText(language, tag)));
    }
    return wanted;
  }
}
