package org.acequia.node.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.https.CertificateException;
import org.acequia.node.https.CertificateStore;
import org.acequia.node.https.NodeCertificate;
import org.acequia.web.NodeHealth.Level;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/// Looks at what a node needs, whether or not it runs: the machine, the data directory, the ports.
/// Changes nothing but a small file, which it deletes again.
public final class Doctor {

  /// The Java that is needed.
  static final int JAVA_MIN = 25;

  /// A disk that takes longer to keep a small file makes every upload and edit slow.
  static final Duration SYNC_CARE = Duration.ofMillis(60);

  private static final int SYNCS = 9;
  private static final int SYNC_BYTES = 4 << 10;

  private final Path data;
  private final InstantSource clock;

  /// @param data the data directory, which may not be there yet
  public Doctor(Path data, InstantSource clock) {
    this.data = data.toAbsolutePath().normalize();
    this.clock = clock;
  }

  /// What was found out about one thing.
  ///
  /// @param thing a word for it
  /// @param said how it is, in a sentence
  /// @param todo what to do; empty where it is good
  public record Diagnosis(String thing, Level level, String said, String todo) {

    static Diagnosis good(String thing, String said) {
      return new Diagnosis(thing, Level.GOOD, said, "");
    }
  }

  /// What a node is started with.
  ///
  /// @param ports that it listens on
  /// @param jdbcUrl of an external PostgreSQL
  public record Plan(List<Integer> ports, Optional<String> jdbcUrl) {}

  /// Looks at everything that does not need a running node.
  ///
  /// @param running whether a node answers on the data directory
  public List<Diagnosis> look(Plan plan, boolean running) {
    List<Diagnosis> found = new ArrayList<>();
    found.add(java());
    found.add(clock());
    boolean there = Files.isDirectory(data);
    found.add(there ? directory() : toBeMade());
    if (there) {
      found.add(lock(running));
      found.add(sync());
      found.add(index());
    }
    found.add(disk(there ? data : nearest()));
    certificate().ifPresent(found::add);
    if (!running) {
      plan.ports().stream().filter(port -> port > 0).map(Doctor::port).forEach(found::add);
    }
    plan.jdbcUrl().map(Doctor::database).ifPresent(found::add);
    found.add(ffmpeg());
    return found;
  }

  private static Diagnosis java() {
    int feature = Runtime.version().feature();
    return feature >= JAVA_MIN
        ? Diagnosis.good("java", "Java %s runs.".formatted(Runtime.version()))
        : new Diagnosis(
            "java",
            Level.BAD,
            "Java %d runs, and %d is needed.".formatted(feature, JAVA_MIN),
            "Install a newer JDK, or set ACEQUIA_JAVA_HOME to one.");
  }

  private Diagnosis clock() {
    return NodeCheckup.clock(clock.instant()).level() == Level.GOOD
        ? Diagnosis.good("clock", "The clock says %s.".formatted(clock.instant()))
        : new Diagnosis(
            "clock",
            Level.BAD,
            "The clock says %s, which cannot be.".formatted(clock.instant()),
            "Set the machine's clock, and have it set itself (NTP) where there is internet. Until then, what is written here sorts before everything else.");
  }

  private Diagnosis toBeMade() {
    Path parent = nearest();
    return Files.isWritable(parent)
        ? Diagnosis.good(
            "data", "%s is not there yet: it is made at the first start.".formatted(data))
        : new Diagnosis(
            "data",
            Level.BAD,
            "%s is not there, and cannot be made in %s.".formatted(data, parent),
            "Make it, and give it to the user who runs the node.");
  }

  private Path nearest() {
    Path path = data;
    while (path.getParent() != null && !Files.isDirectory(path)) {
      path = path.getParent();
    }
    return path;
  }

  private Diagnosis directory() {
    if (!Files.isWritable(data) || !Files.isReadable(data)) {
      return new Diagnosis(
          "data",
          Level.BAD,
          "%s cannot be read and written by this user.".formatted(data),
          "Run this as the user who runs the node, or give the directory to that user.");
    }
    try {
      List<String> keys = OpenKeys.in(data);
      if (!keys.isEmpty()) {
        return new Diagnosis(
            "data",
            Level.CARE,
            "Others than its owner can read keys of this node in %s: %s."
                .formatted(data, String.join(", ", keys)),
            "chmod 700 %s, and give the keys mode 600. If somebody may have read them, think of who that is: they can act as the node."
                .formatted(data));
      }
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(data);
      boolean open =
          allowed.contains(PosixFilePermission.OTHERS_READ)
              || allowed.contains(PosixFilePermission.OTHERS_WRITE)
              || allowed.contains(PosixFilePermission.OTHERS_EXECUTE);
      return open
          ? new Diagnosis(
              "data",
              Level.CARE,
              "Every user of this machine can look into %s.".formatted(data),
              "chmod 700 %s".formatted(data))
          : Diagnosis.good("data", "%s is for its owner only.".formatted(data));
    } catch (IOException | UnsupportedOperationException _) {
      return Diagnosis.good("data", "%s can be read and written.".formatted(data));
    }
  }

  private Diagnosis lock(boolean running) {
    Path file = data.resolve("lock");
    if (running) {
      return Diagnosis.good("node", "A node runs on it and answers.");
    }
    if (!Files.exists(file)) {
      return Diagnosis.good("node", "No node runs on it.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held != null
          ? Diagnosis.good("node", "No node runs on it.")
          : new Diagnosis(
              "node",
              Level.BAD,
              "Process %s holds it and does not answer.".formatted(Files.readString(file).strip()),
              "Wait a moment if it is starting or stopping. Otherwise see its output, and end that process.");
    } catch (IOException e) {
      return new Diagnosis(
          "node",
          Level.BAD,
          "Whether a node runs cannot be told: %s.".formatted(e.getMessage()),
          "Run this as the user who runs the node.");
    }
  }

  /// The median of a few, because the first one finds caches cold.
  private Diagnosis sync() {
    Path probe = data.resolve("doctor-probe");
    long[] tookNanos = new long[SYNCS];
    try (FileChannel channel =
        FileChannel.open(
            probe,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int i = 0; i < SYNCS; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(SYNC_BYTES));
        channel.force(true);
        tookNanos[i] = System.nanoTime() - began;
      }
    } catch (IOException e) {
      boolean full = DurableFiles.isDiskFull(data, SYNC_BYTES, e);
      return new Diagnosis(
          "writing",
          Level.BAD,
          full
              ? "The disk is full."
              : "A small file could not be kept: %s.".formatted(e.getMessage()),
          full
              ? "Make room."
              : "See whether the disk is mounted for writing, and whether it is dying: dmesg.");
    }
    Arrays.sort(tookNanos);
    Duration median = Duration.ofNanos(tookNanos[SYNCS / 2]);
    String took = "The disk takes %.1f ms to keep a small file.".formatted(median.toNanos() / 1e6);
    return median.compareTo(SYNC_CARE) < 0
        ? Diagnosis.good("writing", took)
        : new Diagnosis(
            "writing",
            Level.CARE,
            took,
            "Uploads and edits will feel slow. A solid-state disk helps; a memory card wears out.");
  }

  private static Diagnosis disk(Path directory) {
    Level level = NodeCheckup.disk(directory).level();
    double free = NodeCheckup.free(directory) / 1e9;
    return level == Level.GOOD
        ? Diagnosis.good("disk", "%.1f GB are free.".formatted(free))
        : new Diagnosis(
            "disk",
            level,
            "Only %.1f GB are free.".formatted(free),
            "Make room, or move the data directory to a larger disk. Uploads are refused when it is full; reading goes on.");
  }

  private Diagnosis index() {
    Path index = data.resolve("index");
    try (FSDirectory directory = FSDirectory.open(index)) {
      if (!DirectoryReader.indexExists(directory)) {
        return Diagnosis.good(
            "index", "There is no search index yet: it is made when a node starts.");
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        return Diagnosis.good(
            "index", "The search index can be read: %,d items.".formatted(reader.numDocs()));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Diagnosis(
          "index",
          Level.CARE,
          "The search index cannot be read: %s.".formatted(e.getMessage()),
          "Nothing is lost: a node that starts makes it anew. If it does not, stop it and delete %s."
              .formatted(index));
    }
  }

  private Optional<Diagnosis> certificate() {
    try {
      return new CertificateStore(data, new SecureRandom()).look().map(this::certificate);
    } catch (CertificateException e) {
      return Optional.of(
          new Diagnosis(
              "certificate",
              Level.BAD,
              "%s.".formatted(e.getMessage()),
              "Put a certificate and its own key there, whole. Or take both files away and restart the node: it makes its own, and people must accept it once more."));
    }
  }

  private Diagnosis certificate(NodeCertificate certificate) {
    Level level = NodeCheckup.certificate(certificate, clock.instant()).level();
    String until = "The certificate is good until %s.".formatted(certificate.expires());
    return level == Level.GOOD
        ? Diagnosis.good("certificate", until)
        : new Diagnosis(
            "certificate",
            level,
            level == Level.BAD
                ? "The certificate expired on %s.".formatted(certificate.expires())
                : until,
            certificate.selfMade()
                ? "Restart the node: it makes a new one with the same key."
                : "Replace the certificate that you brought, and restart the node.");
  }

  private static Diagnosis port(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return Diagnosis.good("port " + port, "It is free.");
    } catch (IOException _) {
      return new Diagnosis(
          "port " + port,
          Level.BAD,
          "Another program listens on it, or this user may not.",
          "Stop that program, or choose another port: --port, --https-port, --p2p-port.");
    }
  }

  private static Diagnosis database(String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return Diagnosis.good(
          "database",
          "PostgreSQL %s answers.".formatted(connection.getMetaData().getDatabaseProductVersion()));
    } catch (SQLException _) {
      return new Diagnosis(
          "database",
          Level.BAD,
          "PostgreSQL does not answer at the URL that was given.",
          "Check that it runs, and the host, user and password of --jdbc-url.");
    }
  }

  private static Diagnosis ffmpeg() {
    String machine = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x86_64";
    return Doctor.class
                .getClassLoader()
                .getResource("org/bytedeco/ffmpeg/linux-%s/ffmpeg".formatted(machine))
            != null
        ? Diagnosis.good("ffmpeg", "Sound and moving pictures can be looked into.")
        : new Diagnosis(
            "ffmpeg",
            Level.CARE,
            "There is no ffmpeg for this machine.",
            "Sound and video are kept and played, without waveforms and still pictures.");
  }
}
