package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Version;
import org.acequia.core.record.RecordId;
import org.acequia.web.pages.Languages;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.acequia.web.reading.Card;
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

  private final Desk desk;
  private final Archive archive;
  private final Pages pages;

  /// Edits `archive`.
  public DescribePage(Desk desk, Archive archive, Pages pages) {
    this.desk = desk;
    this.archive = archive;
    this.pages = pages;
  }

  /// What the form shows.
  ///
  /// @param heads the descriptions that the person has seen
  /// @param mediaHeads the lists of files that the person has seen
  /// @param tags the person's own, with commas between them
  public record Describe(
      ItemView item,
      DescriptionForm form,
      List<RecordId> heads,
      List<RecordId> mediaHeads,
      String tags,
      Optional<String> tagProblem) {

    /// Returns the item as a list shows it.
    public Card card() {
      return Card.of(item);
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
            DescriptionForm.of(item.description()),
            item.descriptionHeads(),
            item.mediaHeads(),
            String.join(", ", texts(ownTags(item, desk.curator(request).author()))),
            Optional.empty()));
  }

  /// Saves what was changed, and nothing else.
  @PostMapping("/curate/items/{id}")
  public View save(@PathVariable String id, HttpServletRequest request) {
    ItemView item = item(id);
    Form form = new Form(request);
    DescriptionForm typed = DescriptionForm.read(form, item.conflicts());
    List<String> tags = tags(form.field("tags"));
    Optional<String> tagProblem =
        tags.size() > TAGS_MAX || tags.stream().anyMatch(tag -> tag.length() > TAG_LENGTH_MAX)
            ? Optional.of("problem.tags")
            : Optional.empty();
    List<RecordId> heads = form.heads("head");
    List<RecordId> mediaHeads = form.heads("mediaHead");
    Describe view = new Describe(item, typed, heads, mediaHeads, form.field("tags"), tagProblem);
    if (view.hasProblem()) {
      return pages.show(HttpStatus.UNPROCESSABLE_CONTENT, "curating/describe", view);
    }
    Author author = desk.curator(request).author();
    Description stated = typed.description();
    if (!stated.equals(item.description()) || !view.conflicts().isEmpty()) {
      archive.describe(author, item.id(), stated, heads);
    }
    saveFiles(author, item, form, mediaHeads, !view.mediaConflicts().isEmpty());
    List<LangText> own = ownTags(item, author);
    List<LangText> wanted = withLanguages(tags, own, Languages.of(request).tag());
    if (!wanted.equals(own)) {
      archive.tag(author, item.id(), wanted);
    }
    return pages.seeOther("/items/" + item.id());
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
    archive.restore(desk.curator(request).author(), item.id(), version);
    return pages.seeOther("/items/" + item.id());
  }

  /// The boxes that are ticked name the files that stay. A form without boxes says nothing.
  private void saveFiles(
      Author author, ItemView item, Form form, List<RecordId> heads, boolean conflict) {
    if (!form.has("filesShown")) {
      return;
    }
    List<String> kept = form.fields("keep");
    List<MediaFile> files =
        item.media().stream().filter(file -> kept.contains(file.blob().toString())).toList();
    if (!files.equals(item.media()) || (conflict && form.has("settleFiles"))) {
      archive.attach(author, item.id(), files, heads);
    }
  }

  private ItemView item(String id) {
    return NotHere.unless(() -> archive.item(ItemId.parse(id)));
  }

  private static List<LangText> ownTags(ItemView item, Author author) {
    return item.tags().stream()
        .filter(of -> of.account().equals(author.account()))
        .flatMap(of -> of.tags().stream())
        .toList();
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
