package org.acequia.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Named numbers of the node, bound to whoever knows them.
///
/// @param counters what only grows, by name
/// @param gauges what goes up and down, by name
public record NodeMeters(Map<Name, Number> counters, Map<Name, Number> gauges)
    implements MeterBinder {

  /// Keeps its own copies.
  public NodeMeters {
    counters = Map.copyOf(counters);
    gauges = Map.copyOf(gauges);
  }

  /// A meter's name with at most one label.
  ///
  /// @param meter in dotted form, such as `acequia.records.appended`
  /// @param label the label's name; empty where there is none
  /// @param value the label's value
  public record Name(String meter, String label, String value) {

    /// Returns a name without label.
    public static Name of(String meter) {
      return new Name(meter, "", "");
    }

    private Tags tags() {
      return label.isEmpty() ? Tags.empty() : Tags.of(label, value);
    }
  }

  /// Tells a number when it is asked for. Must be quick, or remember.
  @FunctionalInterface
  public interface Number {
    /// Returns it.
    double now();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ToDoubleFunction<Number> now = Number::now;
    counters.forEach((name, number) ->
        FunctionCounter.builder(name.meter, number, now).tags(name.tags()).register(registry));
    gauges.forEach((name, number) ->
        Gauge.builder(name.meter, number, now)
            .tags(name.tags())
            .strongReference(true)
            .register(registry));
  }
}
