package org.acequia.node.accession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.node.jobs.Said;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which column, or path into JSON, becomes which Dublin Core term.
///
/// A mapping file is a JSON object:
///
/// ```json
/// {"collection": "Photographs", "language": "en", "id": "accession_number", "file": "file_name",
///  "tags": "keywords", "terms": {"title": "title", "creator": "creator.full_name",
///  "subject": ["subjects.**.name"], "title@es": "titulo"}}
/// ```
///
/// `id` names what tells rows apart for ever, `file` a file beside the table, `tags` a list of
/// words. Behind a term, `@` and a BCP 47 tag say in which language its values are.
///
/// @param collection the collection's title, where the person importing names none
/// @param language of texts whose mapping names none
/// @param id what tells rows apart; absent means that the whole row does
/// @param file where the row names its file
/// @param tags where the row names its tags
/// @param terms paths by term
public record Mapping(
    Optional<String> collection,
    String language,
    Optional<String> id,
    Optional<String> file,
    Optional<String> tags,
    Map<TermIn, List<String>> terms) {

  /// The largest mapping file.
  public static final int SIZE_BYTES_MAX = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Mapping.class);
  private static final int PATHS_MAX = 32;
  private static final Set<String> KEYS =
      Set.of("collection", "language", "id", "file", "tags", "terms");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A term, and the language of its values where the mapping names it.
  ///
  /// @param term the Dublin Core term
  /// @param language a BCP 47 tag, or empty for the mapping's own
  public record TermIn(Term term, Optional<String> language) {

    /// Parses `title` or `title@es`.
    ///
    /// @throws IllegalArgumentException if it names no term or no language
    static TermIn parse(String text) {
      String[] parts = text.strip().split("@", 2);
      Term term =
          Arrays.stream(Term.values())
              .filter(known -> known.code().equals(parts[0].toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no such term: " + parts[0]));
      if (parts.length == 2 && !LANGUAGE.matcher(parts[1]).matches()) {
        throw new IllegalArgumentException("not a language tag: " + parts[1]);
      }
      return new TermIn(term, parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }
  }

  /// Reads a mapping file.
  ///
  /// @throws AccessionException if it is not one; the message names the key
  public static Mapping read(Path file) {
    try {
      if (Files.size(file) > SIZE_BYTES_MAX) {
        throw fault(Said.MAPPING_TOO_LARGE, file, SIZE_BYTES_MAX);
      }
      return of(file, JSON.readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      LOG.debug("A mapping is not JSON: {}", e.getOriginalMessage());
      var at = e.getLocation();
      throw fault(
          Said.MAPPING_NOT_JSON,
          file,
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new AccessionException(Said.MAPPING_UNREADABLE.with(file.getFileName()), e);
    }
  }

  /// Returns the mapping for a table whose columns are named after the terms: `title`, `title@es`,
  /// `creator` …, and `id`, `file` and `tags`. Other columns are left out.
  public static Mapping byName(List<String> names) {
    Map<TermIn, List<String>> terms = new LinkedHashMap<>();
    Map<String, String> special = new LinkedHashMap<>();
    for (String name : names) {
      String plain = name.strip().toLowerCase(Locale.ROOT);
      switch (plain) {
        case "id", "file", "tags" -> special.put(plain, name);
        case "filename", "file_name" -> special.putIfAbsent("file", name);
        default -> {
          try {
            terms.computeIfAbsent(TermIn.parse(name), _ -> new ArrayList<>()).add(name);
          } catch (IllegalArgumentException _) {
            continue; // a column of the curator's own, which no term is named after
          }
        }
      }
    }
    return new Mapping(
        Optional.empty(),
        LangText.UNKNOWN,
        Optional.ofNullable(special.get("id")),
        Optional.ofNullable(special.get("file")),
        Optional.ofNullable(special.get("tags")),
        terms);
  }

  /// Returns what `row` says, in the order of the terms.
  ///
  /// @throws AccessionException if a value is too long; the message names the column
  Description describe(Row row) {
    Map<Term, List<LangText>> values = new EnumMap<>(Term.class);
    terms.forEach((in, paths) ->
        paths.forEach(
            path -> row.values(path).forEach(text -> add(values, in, bounded(path, text)))));
    return Description.of(values);
  }

  private void add(Map<Term, List<LangText>> values, TermIn in, String text) {
    LangText value = new LangText(in.language().orElse(language), text);
    List<LangText> texts = values.computeIfAbsent(in.term(), _ -> new ArrayList<>());
    if (!texts.contains(value)) {
      texts.add(value);
    }
  }

  /// Returns the tags of `row`: its values, split at commas and semicolons.
  List<LangText> tags(Row row) {
    return tags.map(path -> row.values(path).stream())
        .orElseGet(Stream::empty)
        .flatMap(text -> Arrays.stream(text.split("[,;]")))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .map(tag -> new LangText(language, tag))
        .toList();
  }

  private static String bounded(String path, String text) {
    if (text.length() > LangText.LENGTH_MAX) {
      throw new AccessionException(
          Said.TEXT_TOO_LONG.with(path, text.length(), LangText.LENGTH_MAX));
    }
    return text;
  }

  private static Mapping of(Path file, JsonNode root) {
    if (root == null || !root.isObject()) {
      throw fault(Said.MAPPING_NO_OBJECT, file);
    }
    root.propertyNames().stream()
        .filter(key -> !KEYS.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw fault(
              Said.MAPPING_KEY_UNKNOWN,
              file,
              key,
              KEYS.stream().sorted().collect(Collectors.joining(", ")));
        });
    JsonNode terms = root.get("terms");
    if (terms == null || !terms.isObject()) {
      throw fault(Said.MAPPING_NO_TERMS, file);
    }
    Map<TermIn, List<String>> byTerm = new LinkedHashMap<>();
    terms.properties().forEach(entry -> byTerm.put(term(file, entry.getKey()), paths(file, entry)));
    String language = text(file, root, "language").orElse(LangText.UNKNOWN);
    if (!LANGUAGE.matcher(language).matches()) {
      throw fault(Said.MAPPING_LANGUAGE, file, language);
    }
    return new Mapping(
        text(file, root, "collection"),
        language,
        text(file, root, "id"),
        text(file, root, "file"),
        text(file, root, "tags"),
        byTerm);
  }

  private static TermIn term(Path file, String key) {
    try {
      return TermIn.parse(key);
    } catch (IllegalArgumentException _) {
      throw fault(
          Said.MAPPING_TERM_UNKNOWN,
          file,
          key,
          Arrays.stream(Term.values()).map(Term::code).collect(Collectors.joining(", ")));
    }
  }

  private static List<String> paths(Path file, Map.Entry<String, JsonNode> entry) {
    List<String> paths = new ArrayList<>();
    JsonNode value = entry.getValue();
    for (JsonNode path : value.isArray() ? value : List.of(value)) {
      if (!path.isString() || path.asString().isBlank() || paths.size() == PATHS_MAX) {
        throw fault(Said.MAPPING_COLUMNS, file, entry.getKey(), PATHS_MAX);
      }
      paths.add(path.asString());
    }
    return paths;
  }

  private static Optional<String> text(Path file, JsonNode root, String key) {
    JsonNode value = root.get(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString() || value.asString().isBlank()) {
      throw fault(Said.MAPPING_NO_TEXT, file, key);
    }
    return Optional.of(value.asString());
  }

  private static AccessionException fault(Said what, Path file, Object... more) {
    Object[] arguments =
        Stream.concat(Stream.of(file.getFileName()), Arrays.stream(more)).toArray();
    return new AccessionException(what.with(arguments));
  }
}
