package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What a pair of nodes says to each other, and what it costs, while nobody does anything.
final class IdleBench implements Benchmark {

  private static final long MINUTES = 30;
  private static final long MINUTES_QUICK = 3;
  private static final long SECONDS_UNTIL_QUIET = 45;
  private static final double SECONDS_A_DAY = 86_400;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    long seconds = TimeUnit.MINUTES.toSeconds(quick ? MINUTES_QUICK : MINUTES);
    int p2pPort = NodeProcess.freePort();
    try (Workplace place = Workplace.open();
        CountingLink link = CountingLink.to(p2pPort);
        NodeProcess a =
            NodeProcess.start(
                place.path().resolve("a"),
                "--p2p-port",
                "" + p2pPort,
                "--announce",
                "/ip4/127.0.0.1/tcp/" + link.port());
        NodeProcess b = NodeProcess.start(place.path().resolve("b"), "--p2p-port", "0")) {
      a.found();
      pair(place, a, b);
      TimeUnit.SECONDS.sleep(SECONDS_UNTIL_QUIET);
      long before = link.bytes();
      double cpu = a.cpuSeconds() + a.databaseCpuSeconds();
      TimeUnit.SECONDS.sleep(seconds);
      double bytes = link.bytes() - before;
      double idleCpu = a.cpuSeconds() + a.databaseCpuSeconds() - cpu;
      String what = "idle pair, counted for %,d s".formatted(seconds);
      out.accept(
          Measure.of(name(), what, bytes / seconds * SECONDS_A_DAY / 1e6, "MB a day")
              .beside("bytes counted", bytes)
              .within(Measure.Budget.atMost(1)));
      out.accept(
          Measure.of(
              name(), what + ": node and PostgreSQL", 100 * idleCpu / seconds, "% of a core"));
      out.accept(
          Measure.of(name(), "JVM of one of them at the end", a.residentMb(), "MB RSS")
              .within(Measure.Budget.atMost(256)));
    }
  }

  /// Something is there to be talked about.
  private static void pair(Workplace place, NodeProcess a, NodeProcess b)
      throws IOException, InterruptedException {
    Path note = Files.writeString(place.path().resolve("note.txt"), "Water for everyone");
    a.command("import", "--collection", "Notes", note.toString());
    String invite =
        a.post("/api/v1/invites").replaceAll("(?s).*\"invite\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    b.command("setup", "--join", invite, "--curator", "curator");
  }
}
