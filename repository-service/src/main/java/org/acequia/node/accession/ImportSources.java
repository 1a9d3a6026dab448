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
import org.acequia.core.record.AccountId;
import org.acequia.web.Imports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What curators may take in from the node's machine: the folders and tables that lie directly in
/// `DATA/import`, and in the directories that the operator names, one absolute path a line, in
/// `DATA/import-folders.txt`; and, each curator alone, the tables that this curator sent, in
/// `DATA/import-sent/ACCOUNT`. A path never comes from the web; a key does, and is looked up here.
///
/// @param data the node's data directory
public record ImportSources(Path data) {

  /// What a mapping is called that lies beside a table or a folder: its name, and this.
  static final String MAPPING_SUFFIX = ".mapping.json";

  /// Where the tables lie that curators sent.
  static final String SENT = "import-sent";

  /// Where the operator puts what curators may take in.
  static final String INBOX = "import";

  private static final String SENT_KEY = "sent";
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
  /// @param sent whether a curator sent it
  public record Source(String key, String name, Path path, boolean folder, boolean sent) {

    /// Returns the mapping that lies beside it, if there is one.
    public Optional<Path> mapping() {
      return Optional.of(mappingOf(path))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }
  }

  /// Returns what is there now for a curator, by name; what cannot be read is left out.
  public List<Source> sources(AccountId curator) {
    List<Source> found = sent(curator);
    List<Path> folders = folders();
    for (int i = 0; i < folders.size(); i++) {
      collect(Integer.toString(i), folders.get(i), found);
    }
    return found.stream()
        .limit(Imports.SOURCES_MAX)
        .sorted(Comparator.comparing(Source::name).thenComparing(Source::key))
        .toList();
  }

  /// Returns the tables that a curator sent.
  List<Source> sent(AccountId curator) {
    List<Source> found = new ArrayList<>();
    Path folder = sentBy(curator);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      collect(SENT_KEY, folder, found);
    }
    return found;
  }

  /// Returns the source of that key, if it is still there.
  public Optional<Source> find(AccountId curator, String key) {
    return sources(curator).stream().filter(source -> source.key().equals(key)).findFirst();
  }

  /// Returns the source at that path, if it is offered.
  public Optional<Source> at(AccountId curator, Path path) {
    return sources(curator).stream().filter(source -> source.path().equals(path)).findFirst();
  }

  /// Returns the folder below which tables go that curators send.
  Path sentRoot() {
    return data.resolve(SENT);
  }

  /// Returns the folder into which the tables of one curator go.
  Path sentBy(AccountId curator) {
    return sentRoot().resolve(curator.toString());
  }

  /// Returns the folder in which the files lie that the rows of a table name: the table's own, or
  /// the inbox for a table that a curator sent.
  static Path filesOf(Path table) {
    Path folder = Folders.of(table);
    Path root = Folders.of(folder);
    return root.endsWith(SENT) ? root.resolveSibling(INBOX) : folder;
  }

  private Path inbox() {
    return data.resolve(INBOX);
  }

  static Path mappingOf(Path source) {
    return source.resolveSibling(source.getFileName() + MAPPING_SUFFIX);
  }

  private static void collect(String prefix, Path folder, List<Source> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(path -> isFolder(path) || isTable(path))
          .limit(Imports.SOURCES_MAX)
          .forEach(path -> found.add(source(prefix, path)));
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.warn("A folder for imports cannot be read: {}", e.toString());
    }
  }

  private static Source source(String prefix, Path path) {
    String name = path.getFileName().toString();
    return new Source(
        prefix + "/" + name, FileName.shown(name), path, isFolder(path), prefix.equals(SENT_KEY));
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
