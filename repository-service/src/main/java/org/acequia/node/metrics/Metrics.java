package org.acequia.node.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All meters of the node, in Prometheus's text format. Safe for use by many threads.
///
/// The registry is made when it is first asked for: a node that nobody watches pays nothing at its
/// start.
public final class Metrics implements AutoCloseable {

  /// The media type of [#text()].
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<List<MeterBinder>> binders;
  private final ReentrantLock making = new ReentrantLock();
  private @Nullable PrometheusMeterRegistry registry;
  private @Nullable JvmGcMetrics collections;

  /// @param binders everything that counts something
  public Metrics(Supplier<List<MeterBinder>> binders) {
    this.binders = binders;
  }

  /// Returns every meter as it stands.
  public String text() {
    return registry().scrape();
  }

  private PrometheusMeterRegistry registry() {
    making.lock();
    try {
      PrometheusMeterRegistry made = registry;
      if (made == null) {
        made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (MeterBinder binder :
            List.of(
                new JvmMemoryMetrics(),
                collections(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics())) {
          binder.bindTo(made);
        }
        for (MeterBinder binder : binders.get()) {
          binder.bindTo(made);
        }
        registry = made;
      }
      return made;
    } finally {
      making.unlock();
    }
  }

  /// Listens to the JVM, and so must be closed.
  private JvmGcMetrics collections() {
    JvmGcMetrics listening = new JvmGcMetrics();
    collections = listening;
    return listening;
  }

  @Override
  public void close() {
    making.lock();
    try {
      if (collections != null) {
        collections.close();
      }
      if (registry != null) {
        registry.close();
      }
    } finally {
      making.unlock();
    }
  }
}
