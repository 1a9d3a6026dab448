package org.acequia.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What starting a node costs, and what an idle one holds.
final class StartBench implements Benchmark {

  private static final long IDLE_SECONDS = 10;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(boolean quick, Consumer<Measure> out) throws Exception {
    int runs = quick ? 2 : 5;
    double[] cpu = new double[runs];
    double[] database = new double[runs];
    double[] wall = new double[runs];
    double[] resident = new double[runs];
    try (Workplace place = Workplace.open()) {
      Path data = place.path().resolve("node");
      try (NodeProcess first = NodeProcess.start(data)) {
        first.found();
      }
      for (int run = 0; run < runs; run++) {
        long start = System.nanoTime();
        try (NodeProcess node = NodeProcess.start(data)) {
          wall[run] = (System.nanoTime() - start) / 1e9;
          cpu[run] = node.cpuSeconds();
          database[run] = node.databaseCpuSeconds();
          TimeUnit.SECONDS.sleep(IDLE_SECONDS);
          resident[run] = node.residentMb();
        }
      }
    }
    out.accept(
        Measure.of(name(), "JVM until the first HTTP answer", Figures.median(cpu), "CPU-s")
            .within(Measure.Budget.atMost(2.5)));
    out.accept(
        Measure.of(
            name(), "PostgreSQL until the first HTTP answer", Figures.median(database), "CPU-s"));
    out.accept(Measure.of(name(), "first HTTP answer", Figures.median(wall), "s"));
    out.accept(
        Measure.of(name(), "JVM, idle for 10 s", Figures.median(resident), "MB RSS")
            .within(Measure.Budget.atMost(256)));
  }
}
