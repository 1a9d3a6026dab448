package org.acequia.node.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.Conflict;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.archive.Version;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.RecordId;
import org.jspecify.annotations.Nullable;

/// Items and collections as the API writes and reads them.
final class ItemJson {

  /// How many values one description may have in all.
  static final int VALUES_MAX = 1_000;

  /// How many files one item may have.
  static final int FILES_MAX = 1_000;

  /// How many tags one account may give an item.
  static final int TAGS_MAX = 200;

  private static final int TYPE_LENGTH_MAX = 127;
  private static final int NAME_BYTES_MAX = 255;
  private static final int LANGUAGE_LENGTH_MAX = 35;

  private ItemJson() {}

  /// A text in a language. Without one, it is not known.
  record Text(@Nullable String language, @Nullable String text) {}

  /// A file.
  ///
  /// @param size in bytes; where it is read, what is held decides
  record File(
      @Nullable String cid, @Nullable Long size, @Nullable String name, @Nullable String type) {}

  /// A tag, and whose it is.
  record Tag(String language, String text, String account) {}

  /// An item.
  record Item(
      String id,
      String collection,
      Map<String, List<Text>> description,
      List<File> media,
      List<Tag> tags,
      List<Disagreement> conflicts,
      List<String> descriptionHeads,
      List<String> mediaHeads,
      int missingBodies) {}

  /// A collection.
  record Collection(
      String id,
      Map<String, List<Text>> description,
      long items,
      List<Disagreement> conflicts,
      List<String> heads) {}

  /// A field on which heads do not agree.
  record Disagreement(String facet, String field, List<Claim> claims) {}

  /// What one head says.
  record Claim(String record, String by, List<Text> values) {}

  /// One edit.
  record Edit(
      String record,
      String facet,
      String by,
      String at,
      @Nullable Map<String, List<Text>> description,
      String summary,
      boolean head) {}

  static Item item(ItemView view) {
    return new Item(
        view.id().toString(),
        view.collection().toString(),
        description(view.description()),
        view.media().stream().map(ItemJson::file).toList(),
        view.tags().stream()
            .flatMap(of ->
                of.tags().stream()
                    .map(tag -> new Tag(tag.language(), tag.text(), of.account().toString())))
            .toList(),
        view.conflicts().stream().map(ItemJson::disagreement).toList(),
        texts(view.descriptionHeads()),
        texts(view.mediaHeads()),
        view.missingBodies());
  }

  static Collection collection(CollectionView view) {
    return new Collection(
        view.id().toString(),
        description(view.description()),
        view.items(),
        view.conflicts().stream().map(ItemJson::disagreement).toList(),
        texts(view.heads()));
  }

  static Edit edit(Version version) {
    return new Edit(
        version.record().toString(),
        version.facet(),
        version.by(),
        version.at().toString(),
        version.description().map(ItemJson::description).orElse(null),
        version.summary(),
        version.head());
  }

  static File file(MediaFile file) {
    return new File(file.blob().toString(), file.sizeBytes(), file.name(), file.mediaType());
  }

  private static Map<String, List<Text>> description(Description description) {
    Map<String, List<Text>> terms = new LinkedHashMap<>();
    description
        .values()
        .forEach(
            (term, values) -> terms.put(term.code(), values.stream().map(ItemJson::text).toList()));
    return terms;
  }

  private static Text text(LangText text) {
    return new Text(text.language(), text.text());
  }

  private static Disagreement disagreement(Conflict conflict) {
    return new Disagreement(
        conflict.facet(),
        conflict.field(),
        conflict.claims().stream()
            .map(claim ->
                new Claim(
                    claim.record().toString(),
                    claim.by(),
                    claim.values().stream().map(ItemJson::text).toList()))
            .toList());
  }

  private static List<String> texts(List<RecordId> records) {
    return records.stream().map(RecordId::toString).toList();
  }

  /// Reads a description.
  ///
  /// @throws BadRequestException naming what is wrong
  static Description readDescription(@Nullable Map<String, List<Text>> json) {
    Map<Term, List<LangText>> values = new LinkedHashMap<>();
    int count = 0;
    for (var entry : Optional.ofNullable(json).orElse(Map.of()).entrySet()) {
      List<LangText> texts = readTexts("description." + entry.getKey(), entry.getValue());
      count += texts.size();
      if (count > VALUES_MAX) {
        throw new BadRequestException("A description has at most %d values".formatted(VALUES_MAX));
      }
      values.put(term(entry.getKey()), texts);
    }
    return Description.of(values);
  }

  private static Term term(String code) {
    for (Term term : Term.values()) {
      if (term.code().equals(code)) {
        return term;
      }
    }
    throw new BadRequestException(
        "'%s' is no term; known are title, creator, subject and the others of Dublin Core"
            .formatted(code));
  }

  /// Reads texts.
  ///
  /// @param field for the message
  static List<LangText> readTexts(String field, @Nullable List<Text> texts) {
    return Optional.ofNullable(texts).orElse(List.of()).stream()
        .map(text -> readText(field, text))
        .toList();
  }

  private static LangText readText(String field, @Nullable Text text) {
    if (text == null || text.text == null || text.text.isBlank()) {
      throw new BadRequestException("%s: a value has no text".formatted(field));
    }
    String language = Optional.ofNullable(text.language).orElse(LangText.UNKNOWN);
    if (language.isEmpty()
        || language.length() > LANGUAGE_LENGTH_MAX
        || Locale.forLanguageTag(language).toLanguageTag().equals("und")
            != language.equals("und")) {
      throw new BadRequestException("%s: '%s' is no language tag".formatted(field, language));
    }
    if (text.text.length() > LangText.LENGTH_MAX) {
      throw new BadRequestException(
          "%s: a text has at most %,d characters".formatted(field, LangText.LENGTH_MAX));
    }
    return new LangText(language, text.text);
  }

  /// Reads an item's own tags.
  static List<LangText> readTags(@Nullable List<Text> tags) {
    List<LangText> read = readTexts("tags", tags);
    if (read.size() > TAGS_MAX) {
      throw new BadRequestException("There are at most %d tags".formatted(TAGS_MAX));
    }
    return read;
  }

  /// Reads files.
  ///
  /// @param sizes returns how large a blob is, empty if it is not held
  static List<MediaFile> readFiles(@Nullable List<File> files, Function<Cid, OptionalLong> sizes) {
    List<File> given = Optional.ofNullable(files).orElse(List.of());
    if (given.size() > FILES_MAX) {
      throw new BadRequestException("An item has at most %,d files".formatted(FILES_MAX));
    }
    return given.stream().map(file -> readFile(file, sizes)).toList();
  }

  private static MediaFile readFile(@Nullable File file, Function<Cid, OptionalLong> sizes) {
    if (file == null) {
      throw new BadRequestException("media: a file needs a cid");
    }
    Cid cid = read("media.cid", file.cid, Cid::parse);
    long size =
        sizes
            .apply(cid)
            .orElseThrow(() ->
                new BadRequestException(
                    "media.cid: this node does not hold %s; send it to /api/v1/blobs first"
                        .formatted(cid)));
    String name =
        Optional.ofNullable(file.name).filter(given -> !given.isEmpty()).orElse(cid.toString());
    String type = Optional.ofNullable(file.type).orElse("application/octet-stream");
    if (name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > NAME_BYTES_MAX
        || type.length() > TYPE_LENGTH_MAX) {
      throw new BadRequestException("media: a file's name or type is too long");
    }
    return new MediaFile(cid, size, name, type);
  }

  /// Reads the ids of records.
  static List<RecordId> readRecords(@Nullable List<String> ids) {
    return Optional.ofNullable(ids).orElse(List.of()).stream()
        .map(id -> read("supersedes", id, RecordId::parse))
        .toList();
  }

  /// Reads an id.
  ///
  /// @throws BadRequestException if `parse` refuses it
  static <T> T read(String field, @Nullable String text, Function<String, T> parse) {
    if (text == null) {
      throw new BadRequestException("%s is missing".formatted(field));
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("%s: %s".formatted(field, e.getMessage()), e);
    }
  }
}
