package org.acequia.node.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.acequia.node.LogFormat;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeFiles;
import org.acequia.node.NodeOptions;
import org.acequia.node.StartReport;
import org.acequia.node.https.HttpsOptions;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./acequia rehearse`: starts a node on a throwaway directory, does to it what people do first,
/// and stops. The launcher lets Java watch and keep what a start needs (an AOT cache).
///
/// It answers this machine alone, on ports that happen to be free, and knows no other node.
@Command(
    name = "rehearse",
    hidden = true,
    description = "Start and visit a node on an empty directory, so that Java learns how.")
public final class RehearseCommand implements Callable<Integer> {

  private static final String COLLECTION = "Rehearsal";

  /// What a reader asks for first. Without JavaScript, and in more than one language.
  private static final List<String> VISITS =
      List.of(
          "/", "/search?q=water", "/network", "/setup", "/api/v1/status", "/", "/search?q=agua");

  @Mixin private DataOption data = new DataOption();

  /// Picocli makes it.
  RehearseCommand() {}

  @Override
  public Integer call() throws IOException {
    requireUnused(data.path());
    HttpsOptions https = new HttpsOptions(OptionalInt.of(0), Optional.empty());
    NodeOptions options =
        new NodeOptions(
            data.path(), 0, https, 0, Optional.empty(), List.of(), true, LogFormat.TEXT);
    try (ConfigurableApplicationContext node = NodeApplication.start(options)) {
      node.getBean(StartReport.class).lines();
      use();
    }
    return ExitCodes.OK;
  }

  /// A directory with anything in it may be somebody's archive.
  private static void requireUnused(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      if (files.iterator().hasNext()) {
        throw new CommandException(
            ExitCodes.CANNOT_CREATE,
            "%s is not empty. Nothing was done: a rehearsal takes a directory of its own."
                .formatted(directory));
      }
    } catch (NoSuchFileException _) {
      // it will be made
    }
  }

  private void use() throws IOException {
    Path directory = data.path();
    Path text = Files.writeString(directory.resolve("rehearsal.txt"), "Water for everyone");
    Path table = Files.writeString(directory.resolve("rehearsal.csv"), "id,title\n1,Agua\n");
    run(new SetupCommand(), "--community", COLLECTION, "--curator", "Nobody");
    run(new ImportCommand(), "--collection", COLLECTION, text.toString(), table.toString());
    run(new StatusCommand());
    URI address = URI.create(Files.readString(directory.resolve(NodeFiles.ADDRESS)).strip());
    for (String visit : VISITS) {
      read(address.resolve(visit));
    }
  }

  private void run(Callable<Integer> command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.path().toString()));
    int exitCode = new CommandLine(command).execute(all.toArray(String[]::new));
    if (exitCode != ExitCodes.OK) {
      throw new CommandException(
          exitCode, "A command of the rehearsal failed: %s. Nothing is kept of it.".formatted(all));
    }
  }

  /// What is answered does not matter, only that something is.
  private static void read(URI page) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip");
    connection.setRequestProperty("Accept-Language", "es");
    if (connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
    }
  }
}
