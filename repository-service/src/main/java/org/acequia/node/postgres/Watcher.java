package org.acequia.node.postgres;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The shell between this process and the server: when its standard input ends, because this
/// process closed it or died, it shuts the server down. It ends with the server.
///
/// It lives in a session of its own and ignores what a terminal sends, so that Ctrl-C stops the
/// node first and the database after it.
final class Watcher {

  /// A job in the background reads /dev/null unless told otherwise, hence descriptor 3.
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      ( while read -r line; do :; done; kill -INT $server ) <&3 3<&- &
      reader=$!
      exec 3<&- </dev/null
      wait $server
      status=$?
      kill -KILL $reader 2>/dev/null
      exit $status
      """;

  private final Process shell;

  private Watcher(Process shell) {
    this.shell = shell;
  }

  static Watcher start(PostgresBinaries binaries, RunAs runAs, Path cluster, int port, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (Commands.succeeds("setsid", "true")) {
      command.add("setsid");
    }
    command.addAll(List.of("sh", "-c", SCRIPT, "acequia-postgres"));
    command.addAll(runAs.prefix());
    if (Commands.succeeds("setpriv", "--pdeathsig", "INT", "true")) {
      command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
    }
    command.add(binaries.executable("postgres"));
    command.addAll(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
    settings().forEach(setting -> command.addAll(List.of("-c", setting)));
    File output = log.toFile();
    return new Watcher(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(output))
            .start());
  }

  /// Sized for a machine of 2 GB that does other things as well.
  private static List<String> settings() {
    return List.of(
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "shared_buffers=32MB",
        "max_connections=40",
        "max_wal_size=256MB",
        "io_method=sync",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "lc_messages=C",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse");
  }

  Process process() {
    return shell;
  }

  /// Closes the pipe, which shuts the server down.
  void letGo() throws IOException {
    shell.getOutputStream().close();
  }
}
