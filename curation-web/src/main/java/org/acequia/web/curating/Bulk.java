package org.acequia.web.curating;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.record.RecordId;
import org.acequia.web.pages.Undos;

/// What is done to many items at once, each act with its way back.
public final class Bulk {

  /// The longest tag, in UTF-16 units.
  static final int TAG_LENGTH_MAX = 100;

  private static final int TAGS_MAX = 200;

  private final Archive archive;
  private final Supplier<ItemId> newIds;

  /// Works on `archive`; items that move get an id from `newIds`.
  public Bulk(Archive archive, Supplier<ItemId> newIds) {
    this.archive = archive;
    this.newIds = newIds;
  }

  /// What was done.
  ///
  /// @param message a key that counts
  record Done(String message, int count, List<Undos.Step> back) {}

  /// A field as it was shown and as it was typed.
  record Cell(String was, String now) {

    boolean changed() {
      return !was.equals(now) && now.length() <= LangText.LENGTH_MAX;
    }
  }

  /// A row as it was typed.
  ///
  /// @param heads the descriptions that the person saw
  record Typed(ItemView item, Cell title, Cell date, Cell tags, List<RecordId> heads) {

    static Typed of(Form form, String id, ItemView item) {
      return new Typed(
          item,
          cell(form, "title." + id),
          cell(form, "date." + id),
          cell(form, "tags." + id),
          form.heads("head." + id));
    }

    private static Cell cell(Form form, String name) {
      return new Cell(form.field("was." + name), form.field(name));
    }
  }

  /// Saves the rows that were changed.
  Done save(Author author, List<Typed> rows, String language) {
    List<Undos.Step> back = new ArrayList<>();
    int count = 0;
    for (Typed row : rows) {
      boolean described = row.title().changed() || row.date().changed();
      if (described) {
        archive.describe(author, row.item().id(), description(row, language), row.heads());
        back.addAll(Undoing.description(row.item()));
      }
      if (row.tags().changed()) {
        List<LangText> own = Undoing.own(row.item(), author);
        back.add(Undoing.tags(row.item(), author));
        archive.tag(author, row.item().id(), tags(row.tags().now(), own, language));
      }
      count += described || row.tags().changed() ? 1 : 0;
    }
    return new Done("said.saved", count, back);
  }

  /// Adds a tag of the author's to each.
  Done tag(Author author, List<ItemView> items, String tag, String language) {
    List<Undos.Step> back = new ArrayList<>();
    for (ItemView item : items) {
      List<LangText> own = Undoing.own(item, author);
      if (own.size() < TAGS_MAX && own.stream().noneMatch(known -> known.text().equals(tag))) {
        back.add(Undoing.tags(item, author));
        archive.tag(
            author,
            item.id(),
            Stream.concat(own.stream(), Stream.of(new LangText(language, tag))).toList());
      }
    }
    return new Done("said.tagged", items.size(), back);
  }

  /// Removes each.
  Done remove(Author author, List<ItemView> items) {
    List<Undos.Step> back = new ArrayList<>();
    for (ItemView item : items) {
      back.addAll(Undoing.removal(item, author));
      archive.remove(author, item.id());
    }
    return new Done("said.removed", items.size(), back);
  }

  /// Moves each to another collection: an item belongs to one for ever, so that a new item with the
  /// same description and files takes its place there.
  Done move(Author author, List<ItemView> items, CollectionId into) {
    List<ItemView> moving = items.stream().filter(i -> !i.collection().equals(into)).toList();
    List<Undos.Step> back = new ArrayList<>();
    List<NewItem> arriving = new ArrayList<>();
    for (ItemView item : moving) {
      NewItem there =
          new NewItem(newIds.get(), item.description(), item.media(), Undoing.own(item, author));
      arriving.add(there);
      back.addAll(Undoing.removal(item, author));
      back.add(Undoing.away(there.id()));
    }
    if (!arriving.isEmpty()) {
      archive.addItems(author, into, arriving);
      moving.forEach(item -> archive.remove(author, item.id()));
    }
    return new Done("said.moved", moving.size(), back);
  }

  private static Description description(Typed row, String language) {
    Map<Term, List<LangText>> values = new EnumMap<>(Term.class);
    values.putAll(row.item().description().values());
    put(values, Term.TITLE, row.title(), language);
    put(values, Term.DATE, row.date(), LangText.UNKNOWN);
    return Description.of(values);
  }

  private static void put(Map<Term, List<LangText>> values, Term term, Cell cell, String language) {
    if (!cell.changed()) {
      return;
    }
    List<LangText> texts = new ArrayList<>(values.getOrDefault(term, List.of()));
    int at = Row.edited(texts, language);
    if (cell.now().isEmpty() && at >= 0) {
      texts.remove(at);
    } else if (at >= 0) {
      texts.set(at, new LangText(texts.get(at).language(), cell.now()));
    } else if (!cell.now().isEmpty()) {
      texts.add(new LangText(language, cell.now()));
    }
    values.put(term, texts);
  }

  private static List<LangText> tags(String typed, List<LangText> own, String language) {
    return Stream.of(typed.split("[,\\n]", -1))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty() && tag.length() <= TAG_LENGTH_MAX)
        .distinct()
        .limit(TAGS_MAX)
        .map(tag ->
            own.stream()
                .filter(known -> known.text().equals(tag))
                .findFirst()
                .orElseGet(() -> new LangText(language, tag)))
        .toList();
  }
}
