package org.acequia.node.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A node's data directory, held exclusively from [#open(Path)] to [#close()]. The kernel lets go
/// of the lock when the process dies, however it dies.
public final class DataDirectory implements AutoCloseable {

  /// The version of the layout that this program writes.
  public static final int LAYOUT_VERSION = 1;

  private static final int VERSION_BYTES_MAX = 16;
  private static final int PID_BYTES_MAX = 20;

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /// Opens the directory, making it (readable by its owner only) if it is not there.
  ///
  /// @throws DataDirectoryException if it is in use, newer, not writable or full; nothing was
  ///   changed
  public static DataDirectory open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      create(root);
      FileChannel lockFile = lock(root.toRealPath());
      try {
        checkVersion(root.toRealPath());
        return new DataDirectory(root.toRealPath(), lockFile);
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw DataDirectoryException.of(root, e);
    }
  }

  /// Returns the directory, absolute and without symbolic links.
  public Path path() {
    return root;
  }

  /// Returns where the embedded PostgreSQL lives.
  public Path postgres() {
    return root.resolve("postgres");
  }

  /// Returns where logs are written.
  public Path logs() {
    return root.resolve("logs");
  }

  /// Returns where the Lucene index is kept.
  public Path index() {
    return root.resolve("index");
  }

  /// Lets go of the directory.
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw DataDirectoryException.of(root, e);
    }
  }

  private static void create(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      return;
    }
    if (root.getParent() != null) {
      Files.createDirectories(root.getParent());
    }
    Files.createDirectory(
        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel = FileChannel.open(root.resolve("lock"), READ, WRITE, CREATE);
    try {
      if (tryLock(channel)) {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
        return channel;
      }
      throw new DataDirectoryException.InUse(root, holder(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by this very process
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES_MAX);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), US_ASCII);
  }

  private static void checkVersion(Path root) throws IOException {
    Path file = root.resolve("VERSION");
    int version = readVersion(root, file);
    if (version > LAYOUT_VERSION) {
      throw new DataDirectoryException.NewerVersion(root, version);
    }
    if (version == 0) {
      writeDurably(root, file, LAYOUT_VERSION + "\n");
    }
  }

  /// Returns 0 for a directory that is new.
  private static int readVersion(Path root, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(VERSION_BYTES_MAX), US_ASCII).strip();
      return Integer.parseInt(text);
    } catch (NoSuchFileException _) {
      return 0;
    } catch (NumberFormatException _) {
      throw new DataDirectoryException.Unreadable(
          root, "its VERSION file does not hold a number", null);
    }
  }

  private static void writeDurably(Path root, Path file, String text) throws IOException {
    Path temporary = root.resolve("VERSION.new");
    try (FileChannel channel = FileChannel.open(temporary, WRITE, CREATE, TRUNCATE_EXISTING)) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(temporary, file, ATOMIC_MOVE);
    DurableFiles.syncDirectory(root);
  }
}
