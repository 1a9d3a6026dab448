package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.ByteRange;
import org.acequia.node.accession.MediaTypes;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/ipfs/{cid}`: the bytes of a file, for ever the same, whole or in part.
///
/// What is served was put in by anyone: it runs no script (sandbox), is never guessed to be
/// something else (nosniff), and is shown in the browser only where its type can do no harm.
@RestController
final class GatewayController {

  /// What a browser may show by itself; all else is offered for saving.
  private static final Set<String> SHOWN =
      Set.of(
          "application/pdf",
          "audio/aac",
          "audio/flac",
          "audio/mp4",
          "audio/mpeg",
          "audio/ogg",
          "audio/vnd.wave",
          "audio/wav",
          "audio/webm",
          "audio/x-flac",
          "audio/x-wav",
          "image/avif",
          "image/bmp",
          "image/gif",
          "image/jpeg",
          "image/png",
          "image/webp",
          "text/plain",
          "video/mp4",
          "video/ogg",
          "video/quicktime",
          "video/webm");

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int NAME_LENGTH_MAX = 255;

  private final BlobStore blobs;
  private final MediaTypes types;

  GatewayController(BlobStore blobs, MediaTypes types) {
    this.blobs = blobs;
    this.types = types;
  }

  /// Serves a file, or the range of it that is asked for.
  ///
  /// @param filename what to call it when it is saved
  /// @param download whether to offer it for saving whatever it is
  @RequestMapping(
      path = "/ipfs/{cid}",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  void serve(
      @PathVariable String cid,
      @RequestParam Optional<String> filename,
      @RequestParam(defaultValue = "false") boolean download,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Cid blob = ItemJson.read("cid", cid, Cid::parse);
    OptionalLong size = blobs.sizeBytes(blob);
    if (size.isEmpty()) {
      throw RefusedException.notFound("file");
    }
    String etag = "\"" + blob + "\"";
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy",
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'");
    response.setHeader("X-Ipfs-Path", "/ipfs/" + blob);
    if (matches(request.getHeader("If-None-Match"), etag)) {
      response.setStatus(HttpStatus.NOT_MODIFIED.value());
      return;
    }
    describe(response, blob, filename, download);
    String asked = ifRange(request, etag) ? request.getHeader("Range") : null;
    switch (Ranges.read(Optional.ofNullable(asked), size.getAsLong())) {
      case Ranges.Whole() -> send(request, response, blob, ByteRange.from(0), size.getAsLong());
      case Ranges.Part(long offset, long length) -> {
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        response.setHeader(
            "Content-Range",
            "bytes %d-%d/%d".formatted(offset, offset + length - 1, size.getAsLong()));
        send(request, response, blob, new ByteRange(offset, length), length);
      }
      case Ranges.Unsatisfiable() -> {
        response.setHeader("Content-Range", "bytes */%d".formatted(size.getAsLong()));
        response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
      }
    }
  }

  private void describe(
      HttpServletResponse response, Cid blob, Optional<String> filename, boolean download)
      throws IOException {
    String name = filename.map(BlobUploads::cleaned).orElse("");
    String type = type(blob, name);
    boolean shown = SHOWN.contains(type) && !download;
    response.setContentType(type.equals("text/plain") ? "text/plain;charset=utf-8" : type);
    if (!shown || !name.isEmpty()) {
      ContentDisposition.Builder disposition =
          shown ? ContentDisposition.inline() : ContentDisposition.attachment();
      String kept = name.isEmpty() ? blob.toString() : name;
      disposition.filename(kept.length() > NAME_LENGTH_MAX ? blob.toString() : kept, UTF_8);
      response.setHeader("Content-Disposition", disposition.build().toString());
    }
  }

  /// Types that browsers execute are served as bytes.
  private String type(Cid blob, String name) throws IOException {
    try (InputStream content =
        blobs
            .openRange(blob, new ByteRange(0, BUFFER_BYTES))
            .orElseGet(InputStream::nullInputStream)) {
      String found = types.of(new java.io.ByteArrayInputStream(content.readAllBytes()), name);
      return SHOWN.contains(found) ? found : MediaTypes.UNKNOWN;
    }
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Cid blob,
      ByteRange range,
      long length)
      throws IOException {
    response.setContentLengthLong(length);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    // A damaged leaf throws here, after the length was promised: Tomcat then breaks the connection,
    // so that nobody takes half a file for a whole one.
    try (InputStream content =
        blobs.openRange(blob, range).orElseThrow(() -> RefusedException.notFound("file"))) {
      OutputStream out = response.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        out.write(buffer, 0, read);
      }
    }
  }

  private static boolean matches(@org.jspecify.annotations.Nullable String header, String etag) {
    return header != null && (header.strip().equals("*") || header.contains(etag));
  }

  private static boolean ifRange(HttpServletRequest request, String etag) {
    String condition = request.getHeader("If-Range");
    return condition == null || condition.strip().equals(etag);
  }
}
