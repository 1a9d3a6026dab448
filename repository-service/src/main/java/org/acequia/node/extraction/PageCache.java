package org.acequia.node.extraction;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.media.DocumentPage;
import org.acequia.core.media.DocumentPages;
import org.acequia.node.directory.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pages of documents as files: the picture `<root>/<CID>/<number>.jpg`, and beside it `<number>`,
/// a DAG-CBOR map of its length (`bytes`), its size (`w`, `h`) and the page's words (`text`). Any
/// of them can be deleted at any time. What takes more than its share is taken away by the
/// document, the one drawn longest ago first.
///
/// One thread keeps pages; any may look for one, and takes away what cannot be read.
final class PageCache {

  /// How much all of them may take on the disk.
  static final long SIZE_BYTES_MAX = 1L << 30;

  private static final Logger log = LoggerFactory.getLogger(PageCache.class);

  /// What a file counts at least: so many small ones are a burden to a disk, too.
  private static final long COUNTED_BYTES_MIN = 8 << 10;

  private static final int FILE_BYTES_MAX = 4 * DocumentPage.TEXT_LENGTH_MAX + 1_024;

  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(FILE_BYTES_MAX, 2, false);

  private final Path root;
  private final long sizeBytesMax;
  private long sizeBytes = -1;

  /// @param root made when it is first needed
  /// @param sizeBytesMax how much all of them may take
  PageCache(Path root, long sizeBytesMax) {
    this.root = root;
    this.sizeBytesMax = sizeBytesMax;
  }

  /// A page to be kept.
  record Kept(DocumentPage.Drawn page, Bytes jpeg) {}

  /// Tells whether there is such a page.
  boolean holds(Cid file, int number) {
    return Files.isRegularFile(path(file, number)) && picture(file, number).isPresent();
  }

  /// Returns where the picture of a page is, if it is.
  Optional<Path> picture(Cid file, int number) {
    return Optional.of(jpeg(file, number)).filter(Files::isRegularFile);
  }

  /// Returns a page, if it is here with its picture. One that cannot be read is as good as none.
  Optional<DocumentPage.Drawn> find(Cid file, int number) {
    try {
      return Optional.of(read(file, number));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | DagCborException | IllegalArgumentException _) {
      return findAgain(file, number);
    }
  }

  /// It may have been between two files of a page that was being kept.
  private synchronized Optional<DocumentPage.Drawn> findAgain(Cid file, int number) {
    try {
      return Optional.of(read(file, number));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | DagCborException | IllegalArgumentException e) {
      log.warn("The picture of a page cannot be read; it is made again", e);
      delete(path(file, number));
      return Optional.empty();
    }
  }

  private DocumentPage.Drawn read(Cid file, int number) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(path(file, number))) {
      bytes = in.readNBytes(FILE_BYTES_MAX + 1);
    }
    return decode(bytes, Files.size(jpeg(file, number)));
  }

  private static DocumentPage.Drawn decode(byte[] bytes, long jpegBytes) {
    if (bytes.length > FILE_BYTES_MAX) {
      throw new DagCborException("page is longer than any");
    }
    MapReader map = MapReader.of(DagCbor.decode(bytes, LIMITS), "page");
    var page =
        new DocumentPage.Drawn(
            (int) map.integer("w", 1, DocumentPages.WIDTH_PX),
            (int) map.integer("h", 1, DocumentPages.HEIGHT_PX_MAX),
            map.text("text", DocumentPage.TEXT_LENGTH_MAX));
    if (map.integer("bytes", 1, DocumentPages.PICTURE_BYTES_MAX) != jpegBytes) {
      throw new DagCborException("picture has another length");
    }
    map.end();
    return page;
  }

  /// Keeps a page. A crash leaves a page that cannot be read, which is made again.
  ///
  /// @throws IOException if the disk is full or fails; nothing is kept then
  synchronized void keep(Cid file, int number, Kept kept) throws IOException {
    byte[] bytes =
        DagCbor.encode(
            new MapBuilder()
                .put("w", kept.page().width())
                .put("h", kept.page().height())
                .put("text", kept.page().text())
                .put("bytes", kept.jpeg().size())
                .build());
    long countedBytes = counted(bytes.length) + counted(kept.jpeg().size());
    makeRoom(countedBytes);
    Files.createDirectories(path(file, number).getParent());
    write(kept.jpeg().toArray(), jpeg(file, number));
    write(bytes, path(file, number));
    sizeBytes += countedBytes;
  }

  private void write(byte[] bytes, Path path) throws IOException {
    Path draft = root.resolve("draft");
    try {
      Files.write(draft, bytes);
      Files.move(draft, path, ATOMIC_MOVE);
    } catch (IOException e) {
      delete(draft);
      throw e;
    }
  }

  /// What is counted on the way is too much by all that went otherwise: before anything is taken
  /// away for it, it is counted anew.
  private void makeRoom(long wantedBytes) throws IOException {
    if (sizeBytes >= 0 && sizeBytes + wantedBytes <= sizeBytesMax) {
      return;
    }
    List<Document> documents = documents();
    sizeBytes = documents.stream().mapToLong(Document::sizeBytes).sum();
    if (sizeBytes + wantedBytes <= sizeBytesMax) {
      return;
    }
    for (Document oldest : documents) {
      if (sizeBytes + wantedBytes <= sizeBytesMax * 3 / 4) {
        return;
      }
      DurableFiles.deleteTree(oldest.folder());
      sizeBytes -= oldest.sizeBytes();
    }
  }

  private record Document(Path folder, FileTime drawn, long sizeBytes) {}

  /// Returns what is here, drawn longest ago first.
  private List<Document> documents() throws IOException {
    List<Document> documents = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
        for (Path folder : folders) {
          long bytes = 0;
          try (var pages = Files.newDirectoryStream(folder)) {
            for (Path page : pages) {
              bytes += counted(page.toFile().length());
            }
          }
          documents.add(new Document(folder, Files.getLastModifiedTime(folder), bytes));
        }
      }
    }
    documents.sort(Comparator.comparing(Document::drawn));
    return documents;
  }

  private static long counted(long bytes) {
    return Math.max(bytes, COUNTED_BYTES_MIN);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("A picture of a page that is of no use stays on the disk", e);
    }
  }

  private Path path(Cid file, int number) {
    return root.resolve(file.toString()).resolve(Integer.toString(number));
  }

  private Path jpeg(Cid file, int number) {
    return root.resolve(file.toString()).resolve(number + ".jpg");
  }
}
