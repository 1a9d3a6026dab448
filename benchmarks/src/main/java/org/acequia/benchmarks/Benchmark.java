package org.acequia.benchmarks;

import java.util.function.Consumer;

/// Something that is measured.
interface Benchmark {

  /// Returns the name by which it is asked for.
  String name();

  /// Measures, and tells each figure as soon as it is known.
  ///
  /// @param quick whether a rough answer will do: smaller inputs, fewer rounds
  /// @throws Exception if something does not work at all; what was told before stands
  void run(boolean quick, Consumer<Measure> out) throws Exception;
}
