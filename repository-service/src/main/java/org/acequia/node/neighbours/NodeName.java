package org.acequia.node.neighbours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.acequia.core.identity.PeerId;

/// What this node calls itself before neighbours: what the environment variable [#VARIABLE] says,
/// or else the machine's name and the end of the peer id.
final class NodeName {

  /// Where an operator names the node.
  static final String VARIABLE = "ACEQUIA_NAME";

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
  private static final int ID_LENGTH = 6;

  private NodeName() {}

  /// Asks no resolver, which could take long.
  static String of(PeerId self) {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .orElseGet(() -> fromMachine(self));
  }

  private static String fromMachine(PeerId self) {
    String id = self.toString();
    String machine = fromSystem().or(NodeName::fromEnvironment).orElse("node");
    return "%s (%s)".formatted(machine, id.substring(id.length() - ID_LENGTH));
  }

  private static Optional<String> fromSystem() {
    try {
      return Files.isReadable(LINUX)
          ? Optional.of(Files.readString(LINUX).strip()).filter(name -> !name.isEmpty())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // the environment may know
    }
  }

  private static Optional<String> fromEnvironment() {
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")));
  }
}
