package org.acequia.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Fields;
import org.acequia.core.record.MalformedRecordException;

/// What bodies hold, as bytes see it (`docs/format.md`, Bodies).
///
/// Writing and reading keep the same bounds: every method throws [MalformedRecordException] naming
/// the field that is over-long or malformed.
public final class Bodies {

  /// The most values of one term.
  public static final int VALUES_PER_TERM_MAX = 500;

  /// The most files of an item.
  public static final int FILES_MAX = 1_000;

  /// The longest file name, in UTF-8.
  public static final int FILE_NAME_BYTES_MAX = 255;

  /// The longest media type.
  public static final int MEDIA_TYPE_LENGTH_MAX = 127;

  /// The most tags that one account gives an item.
  public static final int TAGS_MAX = 200;

  /// The longest language tag.
  public static final int LANGUAGE_LENGTH_MAX = 35;

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x21-\\x7e]+(; ?[\\x21-\\x7e]+)*");

  private Bodies() {}

  /// Returns the content of a description's body.
  public static Node write(Description description, Optional<String> onBehalfOf) {
    Map<String, Node> terms = new LinkedHashMap<>();
    description.values().forEach((term, values) -> terms.put(term.code(), texts(values)));
    return checked(
        Node.Dictionary.of(Map.of("dc", Node.Dictionary.of(terms))),
        onBehalfOf,
        Bodies::description);
  }

  /// Returns the content of the files' body.
  public static Node writeFiles(List<MediaFile> files, Optional<String> onBehalfOf) {
    Node.List nodes = new Node.List(files.stream().map(Bodies::file).toList());
    return checked(Node.Dictionary.of(Map.of("files", nodes)), onBehalfOf, Bodies::files);
  }

  /// Returns the content of one account's tags' body.
  public static Node writeTags(List<LangText> tags, Optional<String> onBehalfOf) {
    return checked(Node.Dictionary.of(Map.of("tags", texts(tags))), onBehalfOf, Bodies::tags);
  }

  /// Reads the content of a description's body.
  public static Stated<Description> description(Node content) {
    Fields fields = new Fields("body", content);
    if (!(fields.node("dc") instanceof Node.Dictionary terms)) {
      throw new MalformedRecordException("dc: not a map");
    }
    Map<Term, List<LangText>> values = new TreeMap<>();
    terms
        .entries()
        .forEach((code, texts) ->
            values.put(term(code), readTexts(code, texts, 1, VALUES_PER_TERM_MAX)));
    return ended(fields, Description.of(values));
  }

  /// Reads the content of the files' body.
  public static Stated<List<MediaFile>> files(Node content) {
    Fields fields = new Fields("body", content);
    List<MediaFile> files =
        fields.list("files", 0, FILES_MAX).stream().map(Bodies::readFile).toList();
    return ended(fields, files);
  }

  /// Reads the content of one account's tags' body.
  public static Stated<List<LangText>> tags(Node content) {
    Fields fields = new Fields("body", content);
    return ended(fields, readTexts("tags", fields.node("tags"), 0, TAGS_MAX));
  }

  private static <T> Stated<T> ended(Fields fields, T value) {
    Optional<String> by =
        fields.optional("by", key -> fields.text(key, Stated.ON_BEHALF_OF_LENGTH_MAX));
    fields.end();
    return new Stated<>(value, by);
  }

  /// Adds `by`, and reads what was written, so that nobody signs what others refuse.
  private static Node checked(
      Node.Dictionary content, Optional<String> onBehalfOf, Consumer<Node> read) {
    Map<String, Node> map = new LinkedHashMap<>(content.entries());
    onBehalfOf.ifPresent(by -> map.put("by", text("by", by, Stated.ON_BEHALF_OF_LENGTH_MAX)));
    Node whole = Node.Dictionary.of(map);
    read.accept(whole);
    return whole;
  }

  private static Term term(String code) {
    return Term.of(code)
        .orElseThrow(() -> new MalformedRecordException("dc: a term of an unknown name"));
  }

  private static Node texts(List<LangText> texts) {
    return new Node.List(
        texts.stream()
            .<Node>map(text ->
                Node.List.of(
                    text("language", text.language(), LANGUAGE_LENGTH_MAX),
                    text("text", text.text(), LangText.LENGTH_MAX)))
            .toList());
  }

  private static Node text(String path, String value, int lengthMax) {
    return new Node.Text(Fields.checkedText(path, value, lengthMax));
  }

  private static List<LangText> readTexts(String path, Node node, int countMin, int countMax) {
    List<LangText> texts = new ArrayList<>();
    for (Node entry : Fields.listOf(path, node, countMin, countMax)) {
      if (!(entry instanceof Node.List(List<Node> pair))
          || pair.size() != 2
          || !(pair.getFirst() instanceof Node.Text(String language))
          || !(pair.getLast() instanceof Node.Text(String text))) {
        throw new MalformedRecordException(path + ": not pairs of a language and a text");
      }
      if (language.length() > LANGUAGE_LENGTH_MAX || !LANGUAGE.matcher(language).matches()) {
        throw new MalformedRecordException(path + ": not a language tag (BCP 47)");
      }
      texts.add(new LangText(language, Fields.checkedText(path, text, LangText.LENGTH_MAX)));
    }
    return List.copyOf(texts);
  }

  private static Node file(MediaFile file) {
    return Node.Dictionary.of(
        Map.of(
            "cid",
            new Node.Link(file.blob()),
            "size",
            new Node.Int(file.sizeBytes()),
            "name",
            text("files.name", file.name(), FILE_NAME_BYTES_MAX),
            "type",
            text("files.type", file.mediaType(), MEDIA_TYPE_LENGTH_MAX)));
  }

  private static MediaFile readFile(Node node) {
    Fields fields = new Fields("files", node);
    Cid blob = fields.link("cid");
    if (blob.codec() == Codec.DAG_CBOR) {
      throw new MalformedRecordException("files.cid: not the name of a file");
    }
    String name = fields.text("name", FILE_NAME_BYTES_MAX);
    if (name.getBytes(UTF_8).length > FILE_NAME_BYTES_MAX) {
      throw new MalformedRecordException(
          "files.name: more than %d bytes in UTF-8".formatted(FILE_NAME_BYTES_MAX));
    }
    String mediaType = fields.text("type", MEDIA_TYPE_LENGTH_MAX);
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new MalformedRecordException("files.type: not a media type");
    }
    MediaFile file =
        new MediaFile(blob, fields.integer("size", 0, Long.MAX_VALUE), name, mediaType);
    fields.end();
    return file;
  }
}
