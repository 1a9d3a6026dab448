package org.acequia.benchmarks;

import java.util.Arrays;

/// Figures out of many.
final class Figures {

  private Figures() {}

  /// Returns the value below which `share` of the samples lie.
  static double percentile(double[] samples, double share) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  static double median(double[] samples) {
    return percentile(samples, 0.5);
  }
}
