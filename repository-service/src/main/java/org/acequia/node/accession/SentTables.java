package org.acequia.node.accession;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.web.Imports.Kept;
import org.acequia.web.Imports.Source;
import org.acequia.web.curating.UploadPage;

/// Keeps the tables that curators send, among the [ImportSources].
///
/// A table takes the place of one of the same name, so that a corrected one adds only what it
/// changed; the very first of that name is kept beside it.
///
/// @param reserve of the disk, which is left alone
public record SentTables(ImportSources sources, SpaceReserve reserve) {

  /// The largest table.
  static final long SIZE_BYTES_MAX = UploadPage.FORM_BYTES_MAX;

  private static final String FIRST_SUFFIX = ".first";
  private static final String NO_TABLE = "imports.noTable";

  /// Keeps a table, whole or not at all.
  ///
  /// @param name as the browser gave it
  /// @throws IOException if `content` breaks off
  public Kept keep(InputStream content, String name, Optional<InputStream> mapping)
      throws IOException {
    String shown = FileName.ofPath(name);
    if (!RowSource.isTable(Path.of("x" + shown)) || shown.startsWith(".")) {
      return new Kept.Refused(NO_TABLE);
    }
    Files.createDirectories(sources.inbox());
    Path draft = Files.createTempDirectory(sources.inbox(), ".sent");
    try {
      return keep(content, shown, mapping, draft);
    } finally {
      DurableFiles.deleteTree(draft);
    }
  }

  private Kept keep(InputStream content, String name, Optional<InputStream> mapping, Path draft)
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
        return new Kept.MappingFault(String.valueOf(e.getMessage()));
      }
    }
    Path target = sources.inbox().resolve(name);
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      return new Kept.Refused(NO_TABLE);
    }
    put(table, target);
    if (mapping.isPresent()) {
      put(columns, ImportSources.mappingOf(target));
    }
    return sources
        .at(target)
        .<Kept>map(source ->
            new Kept.Ready(
                new Source(source.key(), source.name(), false, source.mapping().isPresent())))
        .orElse(new Kept.Refused("imports.tooMany"));
  }

  private static void put(Path file, Path target) throws IOException {
    Path first = target.resolveSibling(target.getFileName() + FIRST_SUFFIX);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(first, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(target, first);
    }
    Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean copy(InputStream content, Path file, long sizeBytesMax)
      throws IOException {
    byte[] buffer = new byte[64 << 10];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        size += count;
        if (size > sizeBytesMax) {
          return false;
        }
        out.write(buffer, 0, count);
      }
    }
    return true;
  }
}
