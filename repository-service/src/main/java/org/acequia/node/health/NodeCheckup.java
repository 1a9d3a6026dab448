package org.acequia.node.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.acequia.core.search.SearchIndex;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.https.HttpsConnector;
import org.acequia.node.https.MachineNames;
import org.acequia.node.https.NodeCertificate;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.records.RecordKeeping;
import org.acequia.web.JobBoard;
import org.acequia.web.Neighbourhood;
import org.acequia.web.NodeHealth;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Looks after a running node: each check by itself, so that one that fails hides no other.
public final class NodeCheckup implements NodeHealth {

  /// Below this much free space, attention is needed.
  public static final long FREE_CARE_BYTES = 5L << 30;

  /// No clock that is right says less: this program was written later.
  public static final Instant CLOCK_EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

  /// A certificate that ends sooner needs attention.
  public static final Duration CERTIFICATE_CARE = Duration.ofDays(21);

  private static final long DATABASE_SLOW_MS = 500;
  private static final long INDEX_LAG_CARE = 10_000;
  private static final int JOBS_LOOKED_AT = 200;

  private final Path data;
  private final JdbcClient jdbc;
  private final Parts parts;
  private final IntSupplier port;
  private final InstantSource clock;
  private final List<Version> versions;
  private final Survey<Space> space;

  /// What is looked at.
  public record Parts(
      SearchIndex index,
      IndexFeeder feeder,
      RecordKeeping records,
      Neighbourhood neighbourhood,
      JobBoard jobs,
      HttpsConnector https) {}

  /// @param data the data directory
  /// @param port of HTTP
  /// @param versions of the parts; the database's own is added
  public NodeCheckup(
      Path data,
      DataSource dataSource,
      Parts parts,
      IntSupplier port,
      InstantSource clock,
      List<Version> versions) {
    this.data = data;
    this.jdbc = JdbcClient.create(dataSource);
    this.parts = parts;
    this.port = port;
    this.clock = clock;
    this.versions = List.copyOf(versions);
    this.space = new Survey<>(this::measure, System::nanoTime);
  }

  @Override
  public Health look() {
    Finding database = database();
    boolean answers = database.level() != Level.BAD;
    List<Finding> findings = new ArrayList<>(List.of(database, disk(), clock(), index()));
    if (answers) {
      findings.addAll(List.of(neighbours(), files(), jobs()));
    }
    parts.https.certificate().map(this::certificate).ifPresent(findings::add);
    return new Health(
        findings,
        answers ? Optional.of(space.result()) : Optional.empty(),
        answers ? withDatabase() : versions,
        addresses("http", OptionalInt.of(port.getAsInt())),
        addresses("https", parts.https.port()),
        parts.https.certificate().map(NodeCertificate::fingerprint),
        parts.https.certificate().map(NodeCertificate::keyFingerprint));
  }

  private Finding database() {
    long began = System.nanoTime();
    try {
      var _ = jdbc.sql("select 1").query(Integer.class).single();
    } catch (DataAccessException e) {
      return Finding.of("database", Level.BAD, new Figure.Word(e.getClass().getSimpleName()));
    }
    long tookMs = Duration.ofNanos(System.nanoTime() - began).toMillis();
    Level level = tookMs < DATABASE_SLOW_MS ? Level.GOOD : Level.CARE;
    return Finding.of("database", level, new Figure.Count(tookMs));
  }

  private Finding disk() {
    return disk(data);
  }

  /// Returns how much room there is below `directory`; it is bad where files are refused.
  static Finding disk(Path directory) {
    long free = free(directory);
    boolean refuses = new SpaceReserve(directory).roomBytes() == 0;
    Level level = refuses ? Level.BAD : free < FREE_CARE_BYTES ? Level.CARE : Level.GOOD;
    return Finding.of("disk", level, new Figure.Size(free));
  }

  private Finding clock() {
    return clock(clock.instant());
  }

  /// Returns whether a clock that says `now` can be right.
  static Finding clock(Instant now) {
    Level level = now.isBefore(CLOCK_EARLIEST) ? Level.BAD : Level.GOOD;
    return Finding.of("clock", level, new Figure.Time(now));
  }

  private Finding index() {
    long pending = parts.feeder.pending();
    return pending > INDEX_LAG_CARE
        ? Finding.of("index", Level.CARE, new Figure.Count(pending))
        : Finding.of("index", Level.GOOD, new Figure.Count(parts.index.size()));
  }

  private Finding neighbours() {
    List<Neighbourhood.Neighbour> all = parts.neighbourhood.neighbours();
    long connected = all.stream().filter(Neighbourhood.Neighbour::connected).count();
    Level level = all.isEmpty() || connected > 0 ? Level.GOOD : Level.CARE;
    return Finding.of(
        "neighbours", level, new Figure.Count(connected), new Figure.Count(all.size()));
  }

  private Finding files() {
    var wanted = parts.records.blobs().wantedTotal();
    return Finding.of(
        "files",
        wanted.blobs() == 0 ? Level.GOOD : Level.CARE,
        new Figure.Count(wanted.blobs()),
        new Figure.Size(wanted.sizeBytes()));
  }

  private Finding jobs() {
    long failed =
        parts.jobs.newest(JOBS_LOOKED_AT).stream()
            .filter(job -> job.state() == JobBoard.State.FAILED)
            .count();
    return Finding.of("jobs", failed == 0 ? Level.GOOD : Level.CARE, new Figure.Count(failed));
  }

  private Finding certificate(NodeCertificate certificate) {
    return certificate(certificate, clock.instant());
  }

  /// Returns whether a certificate is good at `now`.
  static Finding certificate(NodeCertificate certificate, Instant now) {
    Instant until = certificate.expires();
    Level level =
        until.isBefore(now)
            ? Level.BAD
            : until.isBefore(now.plus(CERTIFICATE_CARE)) ? Level.CARE : Level.GOOD;
    return Finding.of("certificate", level, new Figure.Time(until));
  }

  private Space measure() {
    long blobs = DirectorySizes.of(data.resolve("blobs"));
    long index = DirectorySizes.of(data.resolve("index"));
    long embedded = DirectorySizes.of(data.resolve("postgres"));
    long database =
        embedded > 0
            ? embedded
            : jdbc.sql("select pg_database_size(current_database())").query(Long.class).single();
    long whole = DirectorySizes.of(data);
    return new Space(
        blobs,
        database,
        index,
        Math.max(0, whole - blobs - index - embedded),
        free(data),
        store(data).map(NodeCheckup::total).orElse(0L));
  }

  private List<Version> withDatabase() {
    String version = jdbc.sql("show server_version").query(String.class).single();
    return Stream.concat(versions.stream(), Stream.of(new Version("PostgreSQL", version))).toList();
  }

  private static List<String> addresses(String scheme, OptionalInt port) {
    return port.isEmpty()
        ? List.of()
        : MachineNames.addresses().stream()
            .map(host -> host.indexOf(':') < 0 ? host : "[" + host + "]")
            .map(host -> "%s://%s:%d/".formatted(scheme, host, port.getAsInt()))
            .toList();
  }

  /// Returns how many bytes can still be written below `directory`.
  static long free(Path directory) {
    return store(directory)
        .map(store -> {
          try {
            return store.getUsableSpace();
          } catch (IOException _) {
            return 0L; // a disk that does not say how full it is may be full
          }
        })
        .orElse(0L);
  }

  private static long total(FileStore store) {
    try {
      return store.getTotalSpace();
    } catch (IOException _) {
      return 0; // the page then says so much
    }
  }

  private static Optional<FileStore> store(Path directory) {
    try {
      return Optional.of(Files.getFileStore(directory));
    } catch (IOException _) {
      return Optional.empty(); // a disk that was pulled out
    }
  }
}
