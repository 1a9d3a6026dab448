package org.acequia.node.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data`, for every command that runs or asks a node.
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The node's data directory (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("data");

  Path path() {
    return data;
  }
}
