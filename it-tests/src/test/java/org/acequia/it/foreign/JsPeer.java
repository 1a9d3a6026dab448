package org.acequia.it.foreign;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.it.Requires;

/// A js-libp2p peer in a process of its own, driven by lines (`foreign/js-libp2p/peer.mjs`).
public final class JsPeer implements AutoCloseable {

  private static final long EVENT_SECONDS = 60;
  private static final String INSTALL =
      "js-libp2p is not installed: run `npm ci` in it-tests/foreign/js-libp2p (it brings a Node.js"
          + " 22 for Linux on x64; elsewhere name one with -Dacequia.node22=PROGRAM)";

  /// One line of JSON that the peer said.
  ///
  /// @param json the line
  public record Event(String json) {

    /// Returns the text of a string member; empty if there is none.
    public String text(String member) {
      Matcher matcher =
          Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(Pattern.quote(member))).matcher(json);
      return matcher.find() ? matcher.group(1) : "";
    }

    /// Returns the first entry of a member that is a list of strings; empty if there is none.
    public String first(String member) {
      Matcher matcher =
          Pattern.compile("\"%s\":\\[\"([^\"]*)\"".formatted(Pattern.quote(member))).matcher(json);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Event listening;

  private JsPeer(Process process) throws IOException, InterruptedException {
    this.process = process;
    this.commands = process.outputWriter();
    Thread.ofVirtual().start(this::read);
    this.listening = await("listening");
  }

  /// Starts a peer, or skips the test where the machine has none.
  public static JsPeer start() throws IOException, InterruptedException {
    Path folder = folder();
    Requires.that(Files.isDirectory(folder.resolve("node_modules/libp2p")), INSTALL);
    String node = Requires.present(Node22.find(folder), INSTALL);
    return new JsPeer(
        new ProcessBuilder(node, "peer.mjs")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// Tests run in the module's directory or in the project's.
  private static Path folder() {
    Path inModule = Path.of("foreign/js-libp2p").toAbsolutePath();
    return Files.isDirectory(inModule)
        ? inModule
        : Path.of("it-tests/foreign/js-libp2p").toAbsolutePath();
  }

  /// Returns the peer's id.
  public String peer() {
    return listening.text("peer");
  }

  /// Returns where the peer listens, with its id.
  public String address() {
    return listening.first("addresses");
  }

  /// Has the peer do something.
  public void command(String line) throws IOException {
    commands.write(line);
    commands.newLine();
    commands.flush();
  }

  /// Returns the next event of the given name; what comes before is dropped.
  ///
  /// @throws AssertionError if it does not come, or the peer says that a command failed
  public Event await(String name) throws InterruptedException {
    while (true) {
      Event event = events.poll(EVENT_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("js-libp2p did not say '%s'".formatted(name));
      }
      if (event.text("event").equals(name)) {
        return event;
      }
      if (event.text("event").equals("failed")) {
        throw new AssertionError("js-libp2p: " + event.json());
      }
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> events.add(new Event(line)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      commands.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
