package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.acequia.core.record.AccountId;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.web.Imports;
import org.acequia.web.Imports.Kept;
import org.acequia.web.Imports.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the tables that curators send, among the [ImportSources] of who sent them.
///
/// A table takes the place of one of the same name from the same curator, so that a corrected one
/// adds only what it changed; the very first of that name is kept beside it. What is kept survives
/// power loss. A kill leaves a draft at most, or the new mapping beside the old table; never a new
/// table beside an old mapping. Safe for use by many threads.
public final class SentTables {

  /// The largest table.
  static final long SIZE_BYTES_MAX = Imports.TABLE_BYTES_MAX;

  /// The longest name, in bytes of UTF-8: with what is put behind it, a name of a file system.
  static final int NAME_BYTES_MAX = 200;

  private static final String DRAFT = ".sent";
  private static final String FIRST_SUFFIX = ".first";
  private static final String NO_TABLE = "imports.noTable";
  private static final Logger LOG = LoggerFactory.getLogger(SentTables.class);

  private final ImportSources sources;
  private final SpaceReserve reserve;
  private final ReentrantLock replacing = new ReentrantLock();

  /// @param reserve of the disk, which is left alone
  public SentTables(ImportSources sources, SpaceReserve reserve) {
    this.sources = sources;
    this.reserve = reserve;
  }

  /// Returns what can be taken in.
  public ImportSources sources() {
    return sources;
  }

  /// Removes what tables left that were cut off by a kill. For the start, before anything is kept;
  /// what cannot be removed stays, and the log says so.
  public void removeDrafts() {
    if (!Files.isDirectory(sources.sentRoot())) {
      return;
    }
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(sources.sentRoot(), DRAFT + "*")) {
      for (Path draft : drafts) {
        DurableFiles.deleteTree(draft);
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      LOG.warn("Drafts of tables that were sent cannot be removed: {}", e.toString());
    }
  }

  /// Keeps a table, whole or not at all.
  ///
  /// @param by who sends it
  /// @param name as the browser gave it
  /// @throws IOException if `content` breaks off
  public Kept keep(AccountId by, InputStream content, String name, Optional<InputStream> mapping)
      throws IOException {
    String shown = FileName.ofPath(name);
    if (!RowSource.isTable(Path.of("x" + shown)) || shown.startsWith(".")) {
      return new Kept.Refused(NO_TABLE);
    }
    if (shown.getBytes(UTF_8).length > NAME_BYTES_MAX) {
      return new Kept.Refused("imports.nameTooLong");
    }
    Files.createDirectories(sources.sentBy(by));
    DurableFiles.syncDirectory(sources.sentRoot());
    DurableFiles.syncDirectory(sources.data());
    Path draft = Files.createTempDirectory(sources.sentRoot(), DRAFT);
    try {
      return keep(by, content, shown, mapping, draft);
    } finally {
      DurableFiles.deleteTree(draft);
    }
  }

  private Kept keep(
      AccountId by, InputStream content, String name, Optional<InputStream> mapping, Path draft)
      throws IOException {
    Path table = draft.resolve("table");
    long room = reserve.roomBytes();
    if (!copy(content, table, Math.min(SIZE_BYTES_MAX, room))) {
      return new Kept.Refused(room < SIZE_BYTES_MAX ? "upload.no_space" : NO_TABLE);
    }
    Path columns = draft.resolve("mapping");
    if (mapping.isPresent()) {
      try {
        if (!copy(mapping.get(), columns, Mapping.SIZE_BYTES_MAX)) {
          return new Kept.Refused("imports.mappingTooLarge");
        }
        Mapping.read(columns);
      } catch (AccessionException e) {
        return new Kept.MappingFault(e.words());
      }
    }
    Path target = sources.sentBy(by).resolve(name);
    replacing.lock();
    try {
      if (!isThere(target) && sources.sent(by).size() >= Imports.SOURCES_MAX) {
        return new Kept.Refused("imports.tooMany");
      }
      put(table, mapping.map(_ -> columns), target);
    } finally {
      replacing.unlock();
    }
    return sources
        .at(by, target)
        .<Kept>map(source -> new Kept.Ready(shown(source)))
        .orElse(new Kept.Refused("imports.noSource"));
  }

  /// The mapping is safe on the disk before the table takes its place.
  private static void put(Path table, Optional<Path> columns, Path target) throws IOException {
    Path mapping = ImportSources.mappingOf(target);
    keepFirst(mapping);
    keepFirst(target);
    if (columns.isPresent()) {
      Files.move(columns.get(), mapping, ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(mapping);
    }
    DurableFiles.syncDirectory(Folders.of(target));
    Files.move(table, target, ATOMIC_MOVE);
    DurableFiles.syncDirectory(Folders.of(target));
  }

  /// Gives the first file of a name a second one, under which it stays.
  private static void keepFirst(Path file) throws IOException {
    Path first = file.resolveSibling(file.getFileName() + FIRST_SUFFIX);
    if (!isThere(file) || isThere(first)) {
      return;
    }
    try {
      Files.createLink(first, file);
    } catch (IOException | UnsupportedOperationException _) {
      Files.move(file, first, ATOMIC_MOVE); // a disk without hard links
    }
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// Returns a source as the pages show it.
  public static Source shown(ImportSources.Source source) {
    return new Source(
        source.key(), source.name(), source.folder(), source.mapping().isPresent(), source.sent());
  }

  private static boolean copy(InputStream content, Path file, long sizeBytesMax)
      throws IOException {
    byte[] buffer = new byte[64 << 10];
    long size = 0;
    try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        size += count;
        if (size > sizeBytesMax) {
          return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
    return true;
  }
}
