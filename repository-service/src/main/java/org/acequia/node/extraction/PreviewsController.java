package org.acequia.node.extraction;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.PreviewSize;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/previews/{cid}/{small|large|page-N}`: the pictures made of files and of the pages of
/// documents, to everyone. Nothing is made because of a request: what is not there is not found.
///
/// The picture is this program's own work, from first byte to last, so that nothing of a hostile
/// file reaches a browser by this way.
@RestController
final class PreviewsController {

  private static final java.time.Duration MAX_AGE = java.time.Duration.ofDays(336);

  private static final Pattern PAGE = Pattern.compile("page-([1-9][0-9]{0,2})");

  private final Pictures pictures;
  private final PageLine pages;

  PreviewsController(Pictures pictures, PageLine pages) {
    this.pictures = pictures;
    this.pages = pages;
  }

  /// Where pictures lie.
  interface Pictures {
    /// Returns the JPEG, or empty while there is none.
    Optional<Path> find(Cid file, PreviewSize size);
  }

  /// Answers with the picture, or 404 while there is none.
  @GetMapping("/previews/{text}/{size}")
  ResponseEntity<Resource> preview(@PathVariable String text, @PathVariable String size) {
    Resource picture =
        parse(text)
            .flatMap(cid -> preview(cid, size).or(() -> page(cid, size)))
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such picture, or not yet."));
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_JPEG)
        .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic().immutable())
        .eTag(text + "-" + size)
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .body(picture);
  }

  private Optional<Resource> preview(Cid file, String size) {
    return PreviewSize.of(size)
        .flatMap(wanted -> pictures.find(file, wanted))
        .map(FileSystemResource::new);
  }

  private Optional<Resource> page(Cid file, String page) {
    Matcher number = PAGE.matcher(page);
    return number.matches()
        ? pages.picture(file, Integer.parseInt(number.group(1))).map(FileSystemResource::new)
        : Optional.empty();
  }

  private static Optional<Cid> parse(String text) {
    try {
      return Optional.of(Cid.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
