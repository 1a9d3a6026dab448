package org.acequia.it.harness;

import java.util.List;

/// As whom processes run.
public final class Users {

  private Users() {}

  /// Tells whether the tests run as root, so that they can start processes of others.
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// Returns what to put in front of a command to run it as `user`, with no other rights.
  public static List<String> as(String user) {
    return List.of(
        "setpriv", "--reuid=" + user, "--regid=nogroup", "--clear-groups", "--no-new-privs");
  }
}
