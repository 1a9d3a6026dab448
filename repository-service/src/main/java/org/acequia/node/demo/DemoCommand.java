package org.acequia.node.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.acequia.node.NodeOptions;
import org.acequia.node.cli.CommandException;
import org.acequia.node.cli.ExitCodes;
import org.acequia.node.directory.DurableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./acequia demo`.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start three nodes on this machine, and let a sample archive flow from the first to the last.",
      "Ends with Ctrl-C and leaves nothing behind, unless it is told to."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int PORTS = Place.DOWNSTREAM.size();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the three nodes here, and go on from there next time")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--keep", description = "Keep the temporary directory of the three nodes")
  private boolean keep;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The first of three ports for the pages (default: any that are free)")
  private int port;

  @Option(
      names = "--pace",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description =
          "How long to wait before the next thing is taken in, so that one can watch (default: ${DEFAULT-VALUE}; 0: all at once)")
  private double pace;

  @Option(
      names = "--everywhere",
      description = "Let other machines see the pages. Whoever is on the network can read them")
  private boolean everywhere;

  /// Picocli makes it.
  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > NodeOptions.PORT_MAX - PORTS || !(pace >= 0 && pace <= 3_600)) {
      throw new ParameterException(
          spec.commandLine(), "--port must be 0 to 65532, and --pace 0 to 3600 seconds");
    }
    PrintWriter out = spec.commandLine().getOut();
    DemoWords words = DemoWords.of(System.getenv());
    boolean temporary = data.isEmpty();
    Path base = temporary ? Files.createTempDirectory("acequia-demo-") : data.get();
    Demonstration demonstration =
        new Demonstration(base, new Demonstration.Wish(port, pace, everywhere), words, out);
    Thread end =
        new Thread(() -> end(demonstration, temporary && !keep, base, words, out), "demo-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      demonstration.run();
    } catch (CommandException e) {
      if (demonstration.isClosing()) {
        new CountDownLatch(1).await(); // the hook is ending everything, this process included
      }
      throw e;
    }
    return ExitCodes.OK;
  }

  private static void end(
      Demonstration demonstration, boolean remove, Path base, DemoWords words, PrintWriter out) {
    out.println();
    out.println(words.say("stopping"));
    out.flush();
    demonstration.close();
    try {
      if (remove) {
        DurableFiles.deleteTree(base);
        out.println(words.say("gone"));
      } else {
        out.println(words.say("kept", base.toAbsolutePath().normalize()));
      }
    } catch (IOException e) {
      out.println(words.say("left", base, e.toString()));
    }
    out.flush();
  }
}
