package org.acequia.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// A stopwatch that runs from its making: time on the wall, and CPU time of this process, all its
/// threads and the kernel's work for them included.
final class Meter {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double NANOS = 1e9;

  private final long wallNanos = System.nanoTime();
  private final long cpuNanos = PROCESS.getProcessCpuTime();

  /// Returns what has passed.
  Spent read() {
    return new Spent(
        (System.nanoTime() - wallNanos) / NANOS, (PROCESS.getProcessCpuTime() - cpuNanos) / NANOS);
  }

  /// Seconds.
  record Spent(double wall, double cpu) {}
}
