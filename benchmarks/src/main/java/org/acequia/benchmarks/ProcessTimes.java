package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// CPU time of other processes, out of `/proc`, in seconds: what they did and what the kernel did
/// for them. Children that have ended count for their parents.
final class ProcessTimes {

  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every architecture
  private static final int USER_TIME = 11;
  private static final int CHILDREN_USER_TIME = USER_TIME + 2;
  private static final int END = CHILDREN_USER_TIME + 2;

  private ProcessTimes() {}

  /// Returns the CPU time of one process.
  static double of(long pid) {
    return ticks(pid, USER_TIME, CHILDREN_USER_TIME) / TICKS_PER_SECOND;
  }

  /// Returns the CPU time of all that a process has started.
  static double ofDescendants(ProcessHandle process) {
    double running =
        process.descendants().mapToDouble(child -> ticks(child.pid(), USER_TIME, END)).sum();
    return (running + ticks(process.pid(), CHILDREN_USER_TIME, END)) / TICKS_PER_SECOND;
  }

  /// Fields of `/proc/PID/stat` behind the program's name, which stands in brackets: user time,
  /// system time, and the same of children that have ended.
  private static double ticks(long pid, int from, int to) {
    try {
      String line = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Arrays.stream(fields, from, to).mapToLong(Long::parseLong).sum();
    } catch (IOException _) {
      return 0; // it has ended
    }
  }
}
