package org.acequia.node.http;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.PostgresAuditTrail;
import org.acequia.node.health.Survey;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.metrics.Metrics;
import org.acequia.node.metrics.NodeMeters;
import org.acequia.node.metrics.NodeMeters.Name;
import org.acequia.node.records.RecordKeeping;
import org.acequia.replication.Replication;
import org.acequia.web.JobBoard;
import org.acequia.web.Neighbourhood;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the node counts. A part that counts something itself adds a [MeterBinder] bean.
@Configuration(proxyBeanMethods = false)
class NodeMeterNames {

  private static final int JOBS_COUNTED = 200;

  @Bean
  Metrics metrics(ObjectProvider<MeterBinder> binders) {
    return new Metrics(() -> binders.orderedStream().toList());
  }

  /// Records that came in, from here and from elsewhere.
  @Bean
  MeterBinder recordMeters(RecordKeeping records) {
    LongAdder appended = new LongAdder();
    records.listen(accepted -> appended.add(accepted.size()));
    Survey<org.acequia.node.records.BlobReferences.Total> wanted =
        new Survey<>(records.blobs()::wantedTotal, System::nanoTime);
    return new NodeMeters(
        Map.of(Name.of("acequia.records.appended"), appended::sum),
        Map.of(
            Name.of("acequia.blobs.wanted"), () -> wanted.result().blobs(),
            Name.of("acequia.blobs.wanted.bytes"), () -> wanted.result().sizeBytes()));
  }

  /// What people did: sign-ins, uploads, imports, edits.
  @Bean
  MeterBinder actMeters(PostgresAuditTrail trail) {
    Map<Name, NodeMeters.Number> acts = new HashMap<>();
    for (Act act : Act.values()) {
      acts.put(new Name("acequia.acts", "act", act.code()), () -> trail.noted(act));
    }
    return new NodeMeters(acts, Map.of());
  }

  /// What goes between nodes and to readers.
  @Bean
  MeterBinder trafficMeters(
      Replication replication, Neighbourhood neighbourhood, GatewayController gateway) {
    Survey<List<Neighbourhood.Neighbour>> neighbours =
        new Survey<>(neighbourhood::neighbours, System::nanoTime);
    return new NodeMeters(
        Map.of(
            Name.of("acequia.blobs.served.bytes"), gateway::servedBytes,
            Name.of("acequia.blobs.fetched"), () -> replication.totals().blobs(),
            Name.of("acequia.blobs.fetched.bytes"), () -> replication.totals().bytesReceived(),
            Name.of("acequia.blobs.fetched.again.bytes"), () -> replication.totals().bytesAgain()),
        Map.of(
            Name.of("acequia.neighbours.paired"), () -> neighbours.result().size(),
            Name.of("acequia.neighbours.connected"),
                () ->
                    neighbours.result().stream()
                        .filter(Neighbourhood.Neighbour::connected)
                        .count()));
  }

  /// What waits, and how much room there is.
  @Bean
  MeterBinder queueMeters(
      IndexFeeder feeder,
      JobBoard jobs,
      DataSource dataSource,
      org.acequia.node.directory.DataDirectory data) {
    Map<Name, NodeMeters.Number> gauges = new HashMap<>();
    gauges.put(Name.of("acequia.index.pending"), feeder::pending);
    gauges.put(Name.of("acequia.disk.free.bytes"), () -> free(data.path()));
    Survey<List<JobBoard.Entry>> newest =
        new Survey<>(() -> jobs.newest(JOBS_COUNTED), System::nanoTime);
    for (JobBoard.State state : JobBoard.State.values()) {
      gauges.put(
          new Name("acequia.jobs", "state", state.name().toLowerCase(java.util.Locale.ROOT)),
          () -> newest.result().stream().filter(job -> job.state() == state).count());
    }
    gauges.put(
        new Name("acequia.database.connections", "state", "active"),
        () -> pool(dataSource, HikariPoolMXBean::getActiveConnections));
    gauges.put(
        new Name("acequia.database.connections", "state", "idle"),
        () -> pool(dataSource, HikariPoolMXBean::getIdleConnections));
    gauges.put(
        new Name("acequia.database.connections", "state", "waited_for"),
        () -> pool(dataSource, HikariPoolMXBean::getThreadsAwaitingConnection));
    return new NodeMeters(Map.of(), gauges);
  }

  private static double pool(DataSource dataSource, ToIntFunction<HikariPoolMXBean> figure) {
    return dataSource instanceof HikariDataSource pool
        ? Optional.ofNullable(pool.getHikariPoolMXBean())
            .map(running -> (double) figure.applyAsInt(running))
            .orElse(Double.NaN)
        : Double.NaN;
  }

  private static double free(Path data) {
    return data.toFile().getUsableSpace();
  }
}
