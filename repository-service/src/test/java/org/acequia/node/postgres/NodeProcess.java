package org.acequia.node.postgres;

import java.nio.file.Path;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.directory.DataDirectoryException;

/// The main class of a process that a test kills: it starts PostgreSQL on the directory it is
/// given, says where, and stays until its input ends.
final class NodeProcess {

  static final int REFUSED = 3;

  private NodeProcess() {}

  public static void main(String[] args) throws Exception {
    try (var directory = DataDirectory.open(Path.of(args[0]));
        var postgres = EmbeddedPostgres.start(directory)) {
      System.out.println("%d %d".formatted(postgres.port(), postgres.pid()));
      System.in.transferTo(System.out);
    } catch (DataDirectoryException.InUse e) {
      System.out.println(e.getMessage());
      System.exit(REFUSED);
    }
  }
}
