package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Programs of the machine, whose time is its limit.
final class Shell {

  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
  private static final int TIMES_OF_CHILDREN = 2;

  private Shell() {}

  /// Runs `script` with `sh`, its arguments as `$1` and so on, and returns the time it took: on the
  /// wall, and the CPU time of the programs that it ran.
  ///
  /// @throws IOException if it fails; what it said stands in the message
  static Meter.Spent time(String script, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "set -e; " + script + "; times", "sh"));
    command.addAll(List.of(args));
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed: %s".formatted(script, said));
    }
    return new Meter.Spent((System.nanoTime() - start) / 1e9, children(said));
  }

  /// POSIX `times`: two lines, of the shell and of its children; user and system time in each.
  private static double children(String said) {
    Matcher time = TIME.matcher(said);
    List<Double> seconds = new ArrayList<>();
    while (time.find()) {
      seconds.add(Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2)));
    }
    return seconds.subList(seconds.size() - TIMES_OF_CHILDREN, seconds.size()).stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
