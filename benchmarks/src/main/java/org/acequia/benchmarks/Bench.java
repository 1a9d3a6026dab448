package org.acequia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line, `./acequia bench [--quick] NAME…|all`.
public final class Bench {

  private static final int USAGE = 64;
  private static final int FAILED = 70;

  private static final List<Benchmark> ALL =
      List.of(
          new IngestBench(),
          new TransferBench(),
          new SyncBench(),
          new SearchBench(),
          new StartBench(),
          new HttpBench(),
          new IdleBench(),
          new RecordsBench());

  private Bench() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    boolean quick = args.contains("--quick");
    List<Benchmark> wanted = new ArrayList<>();
    for (String arg : args.subList(args.isEmpty() ? 0 : 1, args.size())) {
      Optional<Benchmark> known = ALL.stream().filter(b -> b.name().equals(arg)).findFirst();
      if (arg.equals("all")) {
        wanted.addAll(ALL);
      } else if (known.isPresent()) {
        wanted.add(known.get());
      } else if (!arg.equals("--quick")) {
        wanted.clear();
        break;
      }
    }
    if (wanted.isEmpty()) {
      System.err.printf(
          "Usage: ./acequia bench [--quick] NAME...%n%nNAME: %s, or all. Prints a JSON line for the machine and one for each measure.%n",
          String.join(", ", ALL.stream().map(Benchmark::name).toList()));
      return USAGE;
    }
    System.out.println(Machine.toJson(quick));
    boolean worked = true;
    for (Benchmark benchmark : wanted) {
      worked &= run(benchmark, quick);
    }
    return worked ? 0 : FAILED;
  }

  private static boolean run(Benchmark benchmark, boolean quick) {
    try {
      benchmark.run(quick, measure -> System.out.println(measure.toJson()));
      return true;
    } catch (Exception e) {
      System.err.printf("%s could not be measured to the end: %s%n", benchmark.name(), e);
      e.printStackTrace();
      return false;
    }
  }
}
