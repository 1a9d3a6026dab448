package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.web.Imports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What curators may take in from the node's machine: the folders and tables that lie directly in
/// `DATA/import`, and in the directories that the operator names, one absolute path a line, in
/// `DATA/import-folders.txt`. A path never comes from the web; a key does, and is looked up here.
///
/// @param data the node's data directory
public record ImportSources(Path data) {

  /// What a mapping is called that lies beside a table or a folder: its name, and this.
  static final String MAPPING_SUFFIX = ".mapping.json";

  private static final int FOLDERS_MAX = 20;
  private static final int FOLDERS_FILE_BYTES_MAX = 64 << 10;
  private static final Logger LOG = LoggerFactory.getLogger(ImportSources.class);

  /// Normalises the path.
  public ImportSources {
    data = data.toAbsolutePath().normalize();
  }

  /// A folder or a table.
  ///
  /// @param key names it to the web
  /// @param name its name, for people
  public record Source(String key, String name, Path path, boolean folder) {

    /// Returns the mapping that lies beside it, if there is one.
    public Optional<Path> mapping() {
      return Optional.of(mappingOf(path))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }
  }

  /// Returns what is there now, by name; what cannot be read is left out.
  public List<Source> sources() {
    List<Source> found = new ArrayList<>();
    List<Path> folders = folders();
    for (int i = 0; i < folders.size(); i++) {
      collect(i, folders.get(i), found);
    }
    found.sort(Comparator.comparing(Source::name).thenComparing(Source::key));
    return found.subList(0, Math.min(found.size(), Imports.SOURCES_MAX));
  }

  /// Returns the source of that key, if it is still there.
  public Optional<Source> find(String key) {
    return sources().stream().filter(source -> source.key().equals(key)).findFirst();
  }

  /// Returns the source at that path, if it is offered.
  public Optional<Source> at(Path path) {
    return sources().stream().filter(source -> source.path().equals(path)).findFirst();
  }

  /// Returns the folder into which tables go that curators send.
  Path inbox() {
    return data.resolve("import");
  }

  static Path mappingOf(Path source) {
    return source.resolveSibling(source.getFileName() + MAPPING_SUFFIX);
  }

  private static void collect(int index, Path folder, List<Source> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(path -> isFolder(path) || isTable(path))
          .limit(Imports.SOURCES_MAX)
          .forEach(path -> found.add(source(index, path)));
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.warn("A folder for imports cannot be read: {}", e.toString());
    }
  }

  private static Source source(int index, Path path) {
    String name = path.getFileName().toString();
    return new Source(index + "/" + name, FileName.shown(name), path, isFolder(path));
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isTable(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && RowSource.isTable(path);
  }

  /// The inbox is always the first, so that keys stay what they are.
  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    folders.add(inbox());
    Path file = data.resolve("import-folders.txt");
    try {
      Files.createDirectories(inbox());
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          new String(in.readNBytes(FOLDERS_FILE_BYTES_MAX), UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> line.startsWith("/"))
              .limit(FOLDERS_MAX)
              .forEach(line -> folders.add(Path.of(line).normalize()));
        }
      }
    } catch (IOException | InvalidPathException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
    }
    return folders;
  }
}
