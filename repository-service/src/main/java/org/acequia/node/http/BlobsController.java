package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.uploads.Unread;
import org.acequia.web.Uploads;
import org.acequia.web.Uploads.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/blobs`: the bytes of a file, as the body of the request; and which files are held, for
/// whom this node knows.
@RestController
final class BlobsController {

  private static final int BUFFER_BYTES = 64 << 10;

  private final BlobStore blobs;
  private final Uploads uploads;
  private final Visitors visitors;

  BlobsController(BlobStore blobs, Uploads uploads, Visitors visitors) {
    this.blobs = blobs;
    this.uploads = uploads;
    this.visitors = visitors;
  }

  /// Stores the body, streaming. Answers once it survives a power loss.
  @PostMapping("/api/v1/blobs")
  @ResponseStatus(HttpStatus.CREATED)
  ItemJson.File upload(
      @RequestParam(defaultValue = "file") String name,
      @RequestParam Optional<String> type,
      HttpServletRequest request)
      throws IOException {
    var _ = visitors.author(Optional.empty());
    requireBareBody(Optional.ofNullable(request.getContentType()).orElse(""));
    try (InputStream content = request.getInputStream()) {
      return switch (uploads.keep(content, name, type.orElse(""))) {
        case Outcome.Kept(MediaFile file) -> ItemJson.file(file);
        case Outcome.Refused(var reason) -> {
          Unread.drain(request);
          throw refused(reason);
        }
      };
    }
  }

  /// A form's body is taken apart before it gets here, and nothing would be left of the file.
  private static void requireBareBody(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/")) {
      throw new RefusedException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Send the bare bytes of one file, with its own media type or application/octet-stream. Nothing was kept.");
    }
  }

  /// Lists every blob held, in no particular order: whole, or broken off.
  @GetMapping("/api/v1/blobs")
  void list(HttpServletResponse response) throws IOException {
    Visitors.requireSomeone();
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    OutputStream out = new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES);
    boolean[] begun = {false};
    try {
      blobs.forEach(cid ->
          blobs
              .sizeBytes(cid)
              .ifPresent(size -> {
                write(out, (begun[0] ? ",\n" : "[\n") + entry(cid, size));
                begun[0] = true;
              }));
      write(out, begun[0] ? "\n]" : "[]");
      out.flush();
    } catch (BlobStoreException e) {
      if (!response.isCommitted()) {
        throw e;
      }
      throw CutOff.because(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String entry(Cid cid, long size) {
    return "{\"cid\":\"%s\",\"size\":%d}".formatted(cid, size);
  }

  private static void write(OutputStream out, String ascii) {
    try {
      out.write(ascii.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RefusedException refused(Uploads.Reason reason) {
    return switch (reason) {
      case TOO_LARGE ->
          new RefusedException(
              HttpStatus.CONTENT_TOO_LARGE,
              "The file has more than %,d bytes. Nothing of it was kept."
                  .formatted(uploads.sizeBytesMax()));
      case NO_SPACE ->
          new RefusedException(
              HttpStatus.INSUFFICIENT_STORAGE,
              "The node's disk is full. Nothing of the file was kept, and what was there is untouched. Ask the operator to free some space.");
    };
  }
}
