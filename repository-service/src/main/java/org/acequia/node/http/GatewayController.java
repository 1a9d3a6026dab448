package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.store.ByteRange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/ipfs/{cid}`: the bytes of files, to everyone.
///
/// Bytes come from anybody and are shown under this node's own address, so none of them may run
/// here: what browsers do not merely show or play is handed out as a download, all of it in a
/// sandbox. Source: [Path gateway
/// specification](https://specs.ipfs.tech/http-gateways/path-gateway/).
@RestController
final class GatewayController {

  /// Bytes under a CID never change; 29030400 s are 48 weeks.
  static final String CACHE_CONTROL = "public, max-age=29030400, immutable";

  /// Media shows itself; nothing else loads, runs or navigates.
  static final String CONTENT_SECURITY_POLICY =
      "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final int BUFFER_BYTES = 64 << 10;

  private final BlobStore blobs;
  private final KnownFiles files;
  private final LongAdder servedBytes = new LongAdder();

  /// @param files says what a blob is
  GatewayController(BlobStore blobs, KnownFiles files) {
    this.blobs = blobs;
    this.files = files;
  }

  /// Returns how many bytes of blobs were handed out since the node started.
  long servedBytes() {
    return servedBytes.sum();
  }

  /// Answers with the blob, or the part of it that `Range` asks for.
  ///
  /// @param filename under which to save it
  /// @param download whether to save rather than show it
  @GetMapping("/ipfs/{text}")
  void blob(
      @PathVariable String text,
      @RequestParam(required = false) @Nullable String filename,
      @RequestParam(defaultValue = "false") boolean download,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Cid cid = cid(text);
    long size =
        blobs
            .sizeBytes(cid)
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This node does not hold %s. It may come from a neighbour later."
                        .formatted(cid)));
    response.setHeader(HttpHeaders.ETAG, etag(cid));
    response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
    if (names(request.getHeader(HttpHeaders.IF_NONE_MATCH), cid)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    describe(response, files.find(cid), Optional.ofNullable(filename), download);
    switch (range(request, cid, size)) {
      case Ranges.Whole() -> send(request, response, cid, new ByteRange(0, size));
      case Ranges.Part(long offset, long length) -> {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(
            HttpHeaders.CONTENT_RANGE,
            "bytes %d-%d/%d".formatted(offset, offset + length - 1, size));
        send(request, response, cid, new ByteRange(offset, length));
      }
      case Ranges.Unsatisfiable() -> {
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      }
    }
  }

  private static Cid cid(String text) {
    try {
      return Cid.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "That is not a CID this node can read: it takes CIDv1 in base32, as in bafkrei…, over SHA-256.",
          e);
    }
  }

  private static String etag(Cid cid) {
    return '"' + cid.toString() + '"';
  }

  private static boolean names(@Nullable String ifNoneMatch, Cid cid) {
    return ifNoneMatch != null
        && (ifNoneMatch.strip().equals("*") || ifNoneMatch.contains(etag(cid)));
  }

  /// A range is asked for with GET alone, and for the very bytes that the asker has a part of.
  private static Ranges.Range range(HttpServletRequest request, Cid cid, long size) {
    String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
    boolean counts =
        request.getMethod().equals("GET") && (ifRange == null || ifRange.equals(etag(cid)));
    return counts
        ? Ranges.read(Optional.ofNullable(request.getHeader(HttpHeaders.RANGE)), size)
        : new Ranges.Whole();
  }

  private static void describe(
      HttpServletResponse response,
      Optional<MediaFile> file,
      Optional<String> filename,
      boolean download) {
    String type = ShownTypes.of(file.map(MediaFile::mediaType));
    boolean attached = download || type.equals(ShownTypes.DOWNLOADED);
    response.setContentType(type);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        FileNameHeader.of(attached, filename.or(() -> file.map(MediaFile::name))));
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, Cid cid, ByteRange part)
      throws IOException {
    if (request.getMethod().equals("HEAD")) {
      response.setContentLengthLong(part.lengthBytes());
      return;
    }
    try (InputStream content =
        blobs
            .openRange(cid, part)
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "%s has just gone away.".formatted(cid)))) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = content.read(buffer); // before the answer begins, so that damage is an error yet
      response.setContentLengthLong(part.lengthBytes());
      OutputStream out = response.getOutputStream();
      while (count >= 0) {
        out.write(buffer, 0, count);
        servedBytes.add(count);
        count = content.read(buffer);
      }
    } catch (BlobStoreException e) {
      if (!response.isCommitted()) {
        response.reset();
        throw e;
      }
      throw CutOff.because(e);
    }
  }
}
