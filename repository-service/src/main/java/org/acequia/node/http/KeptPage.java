package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.acequia.core.cid.Sha256;
import org.jspecify.annotations.Nullable;

/// One page as it was answered, plain and compressed.
final class KeptPage {

  private static final int TAG_BYTES = 16;

  private final Map<String, String> headers;
  private final byte[] plain;
  private final byte[] compressed;

  /// Strong, one for each coding: of an answer with a weak one, Tomcat looks whether to compress
  /// it.
  private final String plainTag;

  private final String compressedTag;

  private KeptPage(Map<String, String> headers, byte[] plain, byte[] compressed, String digest) {
    this.headers = headers;
    this.plain = plain;
    this.compressed = compressed;
    this.plainTag = "\"%s\"".formatted(digest);
    this.compressedTag = "\"%s-gzip\"".formatted(digest);
  }

  /// Keeps an answer.
  ///
  /// @param headers those not about its length and coding
  static KeptPage of(Map<String, String> headers, byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    String digest = HexFormat.of().formatHex(Sha256.of(content).toBytes(), 0, TAG_BYTES);
    return new KeptPage(Map.copyOf(headers), content, compressed.toByteArray(), digest);
  }

  /// Returns how much memory it takes, nearly.
  int sizeBytes() {
    return plain.length + compressed.length;
  }

  /// Answers with it, or with 304 where the browser has it.
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    headers.forEach(response::setHeader);
    response.setHeader("Vary", "Accept-Language, Cookie, Accept-Encoding");
    boolean gzip = takesGzip(request.getHeader("Accept-Encoding"));
    String tag = gzip ? compressedTag : plainTag;
    response.setHeader("ETag", tag);
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] body = gzip ? compressed : plain;
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// `gzip` with a weight of zero is a refusal; nobody sends it, and plain is right then.
  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && accepted.toLowerCase(Locale.ROOT).contains("gzip")
        && !accepted.contains("q=0");
  }
}
