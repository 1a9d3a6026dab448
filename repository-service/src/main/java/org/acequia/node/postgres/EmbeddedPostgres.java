package org.acequia.node.postgres;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.acequia.node.directory.DataDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node's own PostgreSQL, alive from [#start(DataDirectory)] to [#close()]. The package
/// documentation says what it promises.
///
/// Safe for use by many threads.
public final class EmbeddedPostgres implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /// A port that another program takes between choosing and binding costs one attempt.
  private static final int PORT_ATTEMPTS = 20;

  /// Long, because recovery after a crash replays the write-ahead log first.
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final int POLL_MS = 20;
  private static final long LOG_BYTES_MAX = 8L << 20;

  private final Cluster cluster;
  private final Watcher watcher;
  private final Postmaster postmaster;
  private final String password;
  private final int port;
  private boolean closed;

  private EmbeddedPostgres(
      Cluster cluster, Watcher watcher, Postmaster postmaster, String password, int port) {
    this.cluster = cluster;
    this.watcher = watcher;
    this.postmaster = postmaster;
    this.password = password;
    this.port = port;
    var _ = watcher.process().onExit().thenRun(this::watcherEnded);
  }

  /// Starts the server of `data`, on first use after unpacking it and making its cluster (some
  /// seconds). Returns when it takes connections.
  ///
  /// @throws PostgresException if it does not start; the cluster stays as it was
  public static EmbeddedPostgres start(DataDirectory data) {
    try {
      return start(data, RunAs.choose());
    } catch (IOException e) {
      throw cannotStart(data, e);
    }
  }

  static EmbeddedPostgres start(DataDirectory data, RunAs runAs) {
    try {
      Path home = Files.createDirectories(data.postgres());
      runAs.letThrough(data.path());
      runAs.letThrough(home);
      PostgresBinaries binaries = PostgresBinaries.unpack(home);
      Cluster cluster = new Cluster(home);
      stopOrphan(cluster);
      cluster.prepare(binaries, runAs);
      return listen(cluster, binaries, runAs, freshLog(data));
    } catch (IOException e) {
      throw cannotStart(data, e);
    }
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  @Override
  public String user() {
    return Cluster.USER;
  }

  @Override
  public String password() {
    return password;
  }

  /// Returns the port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// Returns the process id of the server.
  public long pid() {
    return postmaster.process().pid();
  }

  long watcherPid() {
    return watcher.process().pid();
  }

  /// Shuts the server down and waits until it is gone.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      watcher.letGo();
      if (!postmaster.isGone(STOP_PATIENCE) && !postmaster.stop(STOP_PATIENCE)) {
        throw new PostgresException(
            "PostgreSQL (process %d) does not stop. What was committed is safe; the next start stops it."
                .formatted(pid()),
            null);
      }
    } catch (IOException e) {
      throw new PostgresException(
          "PostgreSQL could not be stopped: %s. What was committed is safe; the next start stops it."
              .formatted(e.getMessage()),
          e);
    }
  }

  /// The shell is gone before its time: no one would stop the server when this process dies, so it
  /// is stopped now, and the node's queries fail until it is started again.
  private void watcherEnded() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    LOG.error(
        "PostgreSQL stopped by itself, or its watcher was killed. What was committed is safe. See postgresql.log and restart the node.");
    try {
      if (Postmaster.find(cluster.directory()).isPresent()) {
        postmaster.stop(STOP_PATIENCE);
      }
    } catch (IOException e) {
      LOG.error("PostgreSQL (process {}) could not be stopped", pid(), e);
    }
  }

  private static EmbeddedPostgres listen(
      Cluster cluster, PostgresBinaries binaries, RunAs runAs, Path log) throws IOException {
    int port = cluster.lastPort();
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      if (port == 0) {
        port = anyPort();
      }
      Watcher watcher = Watcher.start(binaries, runAs, cluster.directory(), port, log);
      Optional<Postmaster> postmaster = awaitReady(watcher, cluster);
      if (postmaster.isPresent()) {
        cluster.rememberPort(port);
        return new EmbeddedPostgres(cluster, watcher, postmaster.get(), cluster.password(), port);
      }
      if (!isTaken(port)) {
        throw new IOException("it ended at once; the reason stands at the end of " + log);
      }
      port = 0;
    }
    throw new IOException("no free port was found in %d attempts".formatted(PORT_ATTEMPTS));
  }

  /// Returns empty if the server ends before it is ready.
  private static Optional<Postmaster> awaitReady(Watcher watcher, Cluster cluster)
      throws IOException {
    long start = System.nanoTime();
    try {
      while (System.nanoTime() - start < START_PATIENCE.toNanos()) {
        if (watcher.process().waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
          watcher.letGo();
          return Optional.empty();
        }
        Optional<Postmaster> ready = Postmaster.findReady(cluster.directory());
        if (ready.isPresent()) {
          return ready;
        }
      }
      watcher.letGo();
      throw new IOException("it was not ready after " + START_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      watcher.letGo();
      throw new IOException("interrupted while it was starting", e);
    }
  }

  private static void stopOrphan(Cluster cluster) throws IOException {
    Optional<Postmaster> orphan = Postmaster.find(cluster.directory());
    if (orphan.isPresent()) {
      long pid = orphan.get().process().pid();
      LOG.warn("A PostgreSQL of an earlier run is still there (process {}): stopping it", pid);
      if (!orphan.get().stop(STOP_PATIENCE)) {
        throw new IOException(
            "the one of an earlier run (process %d) does not stop".formatted(pid));
      }
    }
    Postmaster.removeStalePidFile(cluster.directory());
  }

  private static int anyPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isTaken(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static Path freshLog(DataDirectory data) throws IOException {
    Path log = Files.createDirectories(data.logs()).resolve("postgresql.log");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.move(log, data.logs().resolve("postgresql.log.1"), REPLACE_EXISTING);
    }
    return log;
  }

  private static PostgresException cannotStart(DataDirectory data, IOException e) {
    return new PostgresException(
        "PostgreSQL could not be started in %s: %s. What was stored before is untouched."
            .formatted(data.postgres(), e.getMessage()),
        e);
  }
}
