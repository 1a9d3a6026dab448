package org.acequia.node.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.acequia.node.NodeFiles;

/// The keys of a node that others than their owner can read. A node makes its directory and its
/// keys for their owner alone; a copy of them, or a directory that was there before, may be open.
final class OpenKeys {

  private static final List<String> KEYS =
      List.of(
          NodeFiles.TOKEN,
          NodeFiles.DEVICE_KEY,
          NodeFiles.PEER_KEY,
          "https-key.pem",
          "certificate-key.pem",
          "postgres/password");

  private OpenKeys() {}

  /// Returns the names of the keys in `data` that its group, or everybody, can read.
  ///
  /// @throws UnsupportedOperationException if this file system knows no such thing
  static List<String> in(Path data) throws IOException {
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(data);
    boolean group = allowed.contains(PosixFilePermission.GROUP_EXECUTE);
    boolean others = allowed.contains(PosixFilePermission.OTHERS_EXECUTE);
    List<String> open = new ArrayList<>();
    for (String key : KEYS) {
      Path file = data.resolve(key);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Set<PosixFilePermission> reading = Files.getPosixFilePermissions(file);
        if ((group && reading.contains(PosixFilePermission.GROUP_READ))
            || (others && reading.contains(PosixFilePermission.OTHERS_READ))) {
          open.add(key);
        }
      }
    }
    return List.copyOf(open);
  }
}
