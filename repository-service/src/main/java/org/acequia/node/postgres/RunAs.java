package org.acequia.node.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/// As whom PostgreSQL runs. It refuses to be root, which a node in a container often is.
///
/// @param prefix put in front of each of its commands
/// @param owner the user id that must own its files
record RunAs(List<String> prefix, int owner) {

  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  /// Chooses: an ordinary user runs it as itself; root in a user namespace of its own, in which it
  /// is nobody in particular; and where such namespaces are denied, as the user `nobody`.
  static RunAs choose() throws IOException {
    int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (user != ROOT) {
      return new RunAs(List.of(), user);
    }
    return Commands.succeeds("unshare", "-U", "true") ? inNamespace() : asNobody();
  }

  static RunAs inNamespace() {
    return new RunAs(List.of("unshare", "-U"), ROOT);
  }

  static RunAs asNobody() {
    String id = Integer.toString(NOBODY);
    return new RunAs(
        List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"), NOBODY);
  }

  /// Gives `path`, and all below it, to the owner.
  void own(Path path) throws IOException {
    if ((int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) != owner) {
      Commands.run(List.of("chown", "-R", owner + ":" + owner, path.toString()));
    }
  }

  /// Lets the owner pass through a directory that belongs to this process.
  void letThrough(Path directory) throws IOException {
    if (owner == NOBODY) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(directory, permissions);
      }
    }
  }
}
