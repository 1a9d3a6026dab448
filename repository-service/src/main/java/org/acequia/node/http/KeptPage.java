package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.acequia.core.cid.Sha256;
import org.jspecify.annotations.Nullable;

/// One page as it was answered, plain and compressed.
final class KeptPage {

  private static final int TAG_BYTES = 16;

  /// A weight of zero is a refusal. Nobody sends one; plain is right then, whichever coding it is
  /// of.
  private static final Pattern REFUSED = Pattern.compile("q=0(?:\\.0*)?\\s*(?:,|$)");

  private final Coded plain;
  private final Coded compressed;

  private KeptPage(Coded plain, Coded compressed) {
    this.plain = plain;
    this.compressed = compressed;
  }

  /// A page in one coding.
  ///
  /// @param tag strong, and another for each coding: where it is weak, Tomcat looks at each answer
  ///   whether to compress it
  /// @param headers all but the type and the length, the tag among them
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them, and nobody changes the bytes
  record Coded(String tag, String type, List<Header> headers, byte[] body) {

    /// Tells whether this is what the browser has.
    boolean isHeldBy(HttpServletRequest request) {
      return tag.equals(request.getHeader("If-None-Match"));
    }
  }

  /// A header, and as it is written out: encoding all of them for each answer would be a tenth of
  /// its cost.
  @SuppressWarnings("ArrayRecordComponent")
  record Header(String name, String value, byte[] nameBytes, byte[] valueBytes) {
    Header(String name, String value) {
      this(name, value, name.getBytes(ISO_8859_1), value.getBytes(ISO_8859_1));
    }
  }

  /// Keeps an answer.
  ///
  /// @param type its content type
  /// @param headers those not about its type, length and coding
  static KeptPage of(String type, Map<String, String> headers, byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    String digest = HexFormat.of().formatHex(Sha256.of(content).toBytes(), 0, TAG_BYTES);
    return new KeptPage(
        coded("\"%s\"".formatted(digest), type, headers, Map.of(), content),
        coded(
            "\"%s-gzip\"".formatted(digest),
            type,
            headers,
            Map.of("Content-Encoding", "gzip"),
            compressed.toByteArray()));
  }

  private static Coded coded(
      String tag,
      String type,
      Map<String, String> headers,
      Map<String, String> coding,
      byte[] body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(coding);
    all.put("ETag", tag);
    all.put("Vary", "Accept-Language, Cookie, Accept-Encoding");
    List<Header> written =
        all.entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList();
    return new Coded(tag, type, written, body);
  }

  /// Returns how much memory it takes, nearly.
  int sizeBytes() {
    return plain.body.length + compressed.body.length;
  }

  /// Returns it as the reader takes it.
  Coded in(HttpServletRequest request) {
    return takesGzip(request.getHeader("Accept-Encoding")) ? compressed : plain;
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && accepted.toLowerCase(Locale.ROOT).contains("gzip")
        && !REFUSED.matcher(accepted).find();
  }
}
