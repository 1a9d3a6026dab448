package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.acequia.core.archive.MediaFile;
import org.acequia.web.Uploads;
import org.acequia.web.Uploads.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/blobs`: the bytes of a file, as the body of the request.
@RestController
final class BlobsController {

  private final Uploads uploads;
  private final Visitors visitors;

  BlobsController(Uploads uploads, Visitors visitors) {
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
        case Outcome.Refused(var reason) -> throw refused(reason);
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
