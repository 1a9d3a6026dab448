package org.acequia.indexer.extraction;

import java.nio.file.Path;
import java.util.List;

/// Starts what takes long, tells its number, and waits to be killed.
final class Abandoning {

  private static final String SECONDS = "600";

  private Abandoning() {}

  public static void main(String[] args) throws Exception {
    Process left =
        Sandbox.probe()
            .prepare(
                List.of("sleep", SECONDS),
                new Sandbox.Limits(1L << 30, 0, 10),
                Path.of(System.getProperty("java.io.tmpdir")))
            .start();
    System.out.println(left.pid());
    left.waitFor();
  }
}
