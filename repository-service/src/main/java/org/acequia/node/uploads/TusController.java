package org.acequia.node.uploads;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.Term;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.uploads.UploadRefusedException.Reason;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/curate/uploads`: tus 1.0.0 for curators who are signed in. `/curate/accessions` opens the act
/// that uploads are part of.
///
/// Beside what tus says, an answer tells what became of the file: `Acequia-Item` is the item that
/// has it now, `Acequia-Same-As` one that had it before.
@RestController
public final class TusController {

  static final String PATH = "/curate/uploads";
  static final String BYTES = "application/offset+octet-stream";

  private static final Logger LOG = LoggerFactory.getLogger(TusController.class);
  private static final String VERSION = "1.0.0";
  private static final String EXTENSIONS = "creation,creation-with-upload,expiration,termination";
  private static final int METADATA_LENGTH_MAX = 4_096;

  private final ResumableUploads uploads;
  private final AccessionBook accessions;
  private final Archive archive;
  private final Curators curators;
  private final long sizeBytesMax;

  TusController(
      ResumableUploads uploads,
      AccessionBook accessions,
      Archive archive,
      Curators curators,
      long sizeBytesMax) {
    this.uploads = uploads;
    this.accessions = accessions;
    this.archive = archive;
    this.curators = curators;
    this.sizeBytesMax = sizeBytesMax;
  }

  /// Tells what is spoken here.
  @RequestMapping(path = PATH, method = RequestMethod.OPTIONS)
  public ResponseEntity<Void> options() {
    return ResponseEntity.noContent()
        .header("Tus-Resumable", VERSION)
        .header("Tus-Version", VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Max-Size", Long.toString(sizeBytesMax))
        .build();
  }

  /// Opens an act.
  @PostMapping("/curate/accessions")
  public Map<String, String> accession(
      @RequestParam String collection, HttpServletRequest request) {
    Curator by = curator(request);
    CollectionView into =
        parse(collection, CollectionId::parse)
            .flatMap(archive::collection)
            .orElseThrow(() -> new UploadRefusedException(Reason.MALFORMED));
    String about =
        into.description().all(Term.TITLE).stream().map(text -> text.text()).findFirst().orElse("");
    long id =
        accessions.begin(
            AccessionBook.Kind.UPLOAD, about, into.id(), by.name(), by.author().account());
    return Map.of("accession", Long.toString(id));
  }

  /// Begins an upload, with its first bytes where they come along.
  @PostMapping(PATH)
  public ResponseEntity<Void> create(
      @RequestHeader("Upload-Length") long length,
      @RequestHeader(name = "Upload-Metadata", defaultValue = "") String metadata,
      HttpServletRequest request)
      throws IOException {
    requireVersion(request);
    Curator by = curator(request);
    Upload upload = uploads.begin(by, wish(by, length, metadata(metadata)));
    boolean bytes = BYTES.equals(request.getContentType());
    if (upload.durableBytes() == 0 && !upload.isSettled() && (bytes || length == 0)) {
      InputStream content = bytes ? request.getInputStream() : InputStream.nullInputStream();
      upload = uploads.append(by, upload.id(), 0, content);
    }
    Unread.drain(request); // of an upload that had begun before
    return answer(HttpStatus.CREATED, upload)
        .header(HttpHeaders.LOCATION, PATH + "/" + upload.id())
        .build();
  }

  /// Tells how an upload stands.
  @RequestMapping(path = PATH + "/{id}", method = RequestMethod.HEAD)
  public ResponseEntity<Void> head(@PathVariable String id, HttpServletRequest request) {
    requireVersion(request);
    return answer(HttpStatus.OK, uploads.find(curator(request), id)).build();
  }

  /// Takes bytes.
  @RequestMapping(path = PATH + "/{id}", method = RequestMethod.PATCH)
  public ResponseEntity<Void> append(
      @PathVariable String id,
      @RequestHeader("Upload-Offset") long offset,
      HttpServletRequest request)
      throws IOException {
    requireVersion(request);
    if (!BYTES.equals(request.getContentType())) {
      return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build();
    }
    Upload upload = uploads.append(curator(request), id, offset, request.getInputStream());
    return answer(HttpStatus.NO_CONTENT, upload).build();
  }

  /// Makes an item of a file that the archive had already.
  @PostMapping(PATH + "/{id}/keep")
  public ResponseEntity<Void> keep(@PathVariable String id, HttpServletRequest request) {
    return answer(HttpStatus.NO_CONTENT, uploads.keep(curator(request), id)).build();
  }

  /// Gives an upload up.
  @RequestMapping(path = PATH + "/{id}", method = RequestMethod.DELETE)
  public ResponseEntity<Void> terminate(@PathVariable String id, HttpServletRequest request) {
    requireVersion(request);
    uploads.terminate(curator(request), id);
    return ResponseEntity.noContent().header("Tus-Resumable", VERSION).build();
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(
      UploadRefusedException e, HttpServletRequest request) {
    Unread.drain(request);
    return ResponseEntity.status(e.reason().status())
        .header("Tus-Resumable", VERSION)
        .header("Tus-Version", VERSION)
        .body(Map.of("problem", "upload." + e.reason().name().toLowerCase(Locale.ROOT)));
  }

  /// The store failed: the fault is not the sender's, who goes on later with what was kept. A cause
  /// of it is no broken connection, though it may be an [IOException].
  @ExceptionHandler
  ResponseEntity<Void> failed(BlobStoreException e) {
    LOG.error("A piece of an upload could not be stored; what came before is kept", e);
    boolean full = e instanceof BlobStoreException.NoSpace;
    return ResponseEntity.status(
            full ? HttpStatus.INSUFFICIENT_STORAGE : HttpStatus.SERVICE_UNAVAILABLE)
        .build();
  }

  /// The connection broke. What came is kept, and nobody hears this.
  @ExceptionHandler
  ResponseEntity<Void> brokenOff(IOException e) {
    return ResponseEntity.badRequest().build();
  }

  private static ResponseEntity.HeadersBuilder<?> answer(HttpStatus status, Upload upload) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status)
            .header("Tus-Resumable", VERSION)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header("Upload-Offset", Long.toString(upload.durableBytes()))
            .header("Upload-Length", Long.toString(upload.sizeBytes()))
            .header(
                "Upload-Expires",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    upload.touchedAt().plus(ResumableUploads.KEPT).atOffset(ZoneOffset.UTC)));
    upload.item().ifPresent(item -> answer.header("Acequia-Item", item.toString()));
    upload.sameAs().ifPresent(item -> answer.header("Acequia-Same-As", item.toString()));
    return answer;
  }

  private ResumableUploads.Wish wish(Curator by, long length, Map<String, String> metadata) {
    Optional<ItemView> into =
        Optional.ofNullable(metadata.get("item"))
            .flatMap(text -> parse(text, ItemId::parse))
            .flatMap(archive::item);
    CollectionId collection =
        into.map(ItemView::collection)
            .or(() ->
                Optional.ofNullable(metadata.get("collection"))
                    .flatMap(text -> parse(text, CollectionId::parse))
                    .flatMap(archive::collection)
                    .map(CollectionView::id))
            .orElseThrow(() -> new UploadRefusedException(Reason.MALFORMED));
    OptionalLong accession =
        Optional.ofNullable(metadata.get("accession"))
            .flatMap(text -> parse(text, Long::valueOf))
            .flatMap(accessions::find)
            .filter(entry -> entry.account().equals(by.author().account()))
            .map(entry -> OptionalLong.of(entry.id()))
            .orElse(OptionalLong.empty());
    if (length < 0) {
      throw new UploadRefusedException(Reason.MALFORMED);
    }
    return new ResumableUploads.Wish(
        metadata.getOrDefault("filename", ""),
        length,
        collection,
        into.map(ItemView::id),
        accession,
        metadata.containsKey("keep"),
        metadata.getOrDefault("key", ""));
  }

  /// Reads `Upload-Metadata`: keys, each with a value in base64 or none.
  static Map<String, String> metadata(String header) {
    if (header.length() > METADATA_LENGTH_MAX) {
      throw new UploadRefusedException(Reason.MALFORMED);
    }
    Map<String, String> metadata = new HashMap<>();
    for (String pair : header.split(",", -1)) {
      String[] parts = pair.strip().split(" ", 2);
      try {
        byte[] value = Base64.getDecoder().decode(parts.length < 2 ? "" : parts[1].strip());
        metadata.put(parts[0], new String(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw new UploadRefusedException(Reason.MALFORMED);
      }
    }
    return metadata;
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> Optional<T> parse(String text, Parser<T> parser) {
    try {
      return Optional.of(parser.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static void requireVersion(HttpServletRequest request) {
    if (!VERSION.equals(request.getHeader("Tus-Resumable"))) {
      throw new ResponseStatusException(
          HttpStatus.PRECONDITION_FAILED, "Tus-Resumable must be " + VERSION);
    }
  }

  private Curator curator(HttpServletRequest request) {
    return curators.current(request).orElseThrow(() -> new UploadRefusedException(Reason.GONE));
  }
}
