package org.acequia.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/// One figure.
///
/// @param bench the benchmark
/// @param what is measured
/// @param value in `unit`
/// @param unit such as `MB/s`
/// @param budget what DESIGN asks for, absent where it asks for nothing
/// @param limit what the machine did by itself in the same run, by name
/// @param ratio of the value to the limit it is held against
record Measure(
    String bench,
    String what,
    double value,
    String unit,
    Optional<Budget> budget,
    Map<String, Double> limit,
    OptionalDouble ratio) {

  private static final MathContext DIGITS = new MathContext(4);
  private static final JsonMapper JSON = new JsonMapper();

  Measure {
    limit = new LinkedHashMap<>(limit);
  }

  static Measure of(String bench, String what, double value, String unit) {
    return new Measure(
        bench, what, value, unit, Optional.empty(), Map.of(), OptionalDouble.empty());
  }

  /// Returns the same figure, held against a budget of its own.
  Measure within(Budget wanted) {
    return new Measure(bench, what, value, unit, Optional.of(wanted), limit, ratio);
  }

  /// Returns the same figure beside something the machine did in the same run.
  Measure beside(String name, double machine) {
    Map<String, Double> more = new LinkedHashMap<>(limit);
    more.put(name, machine);
    return new Measure(bench, what, value, unit, budget, more, ratio);
  }

  /// Returns the same figure with its ratio to a limit.
  Measure ratio(double wanted) {
    return new Measure(bench, what, value, unit, budget, limit, OptionalDouble.of(wanted));
  }

  /// Returns the JSON line.
  String toJson() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("bench", bench);
    line.put("what", what);
    line.put("value", rounded(value));
    line.put("unit", unit);
    budget.ifPresent(wanted -> {
      line.put("budget", wanted.text());
      line.put("kept", wanted.isKept(this));
    });
    if (!limit.isEmpty()) {
      Map<String, Object> machine = new LinkedHashMap<>();
      limit.forEach((name, number) -> machine.put(name, rounded(number)));
      line.put("limit", machine);
    }
    ratio.ifPresent(number -> line.put("ratio", rounded(number)));
    return JSON.writeValueAsString(line);
  }

  private static Object rounded(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal short4 = new BigDecimal(number).round(DIGITS);
    return short4.scale() <= 0 ? (Object) short4.longValue() : short4.stripTrailingZeros();
  }

  /// A bound on the value, or on the ratio.
  ///
  /// @param ofRatio whether the ratio is bounded, and not the value
  /// @param atLeast whether `bound` is the least allowed, and not the most
  record Budget(boolean ofRatio, boolean atLeast, double bound) {

    static Budget atLeast(double bound) {
      return new Budget(false, true, bound);
    }

    static Budget atMost(double bound) {
      return new Budget(false, false, bound);
    }

    static Budget ratioAtLeast(double bound) {
      return new Budget(true, true, bound);
    }

    static Budget ratioAtMost(double bound) {
      return new Budget(true, false, bound);
    }

    boolean isKept(Measure measure) {
      double number = ofRatio ? measure.ratio().orElse(Double.NaN) : measure.value();
      return atLeast ? number >= bound : number <= bound;
    }

    String text() {
      return (ofRatio ? "ratio " : "") + (atLeast ? ">= " : "<= ") + rounded(bound);
    }
  }
}
