package org.acequia.node.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acequia.core.cid.Base32;
import org.acequia.node.NodeApplication;
import org.acequia.node.NodeOptions;
import org.acequia.web.Curators;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia setup`: what the first visit does, unattended. Asks the running node; where none
/// runs, starts one for as long as it takes.
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = "Found a community, or join one by an invite, with a first curator.")
public final class SetupCommand implements Callable<Integer> {

  private static final int PASSWORD_FILE_BYTES_MAX = 4 << 10;
  private static final int GENERATED_PASSWORD_BYTES = 10;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(names = "--community", paramLabel = "NAME", description = "The community's name")
  private Optional<String> community = Optional.empty();

  @Option(
      names = "--curator",
      paramLabel = "NAME",
      required = true,
      description = "The first curator's name, with which they sign in")
  private String curator = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Read the curator's password from the first line of this file")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(names = "--ask-password", description = "Ask for the curator's password")
  private boolean askPassword;

  @Option(
      names = "--join",
      paramLabel = "INVITE",
      description = "Join the community of this invite instead of founding one")
  private Optional<String> invite = Optional.empty();

  @Option(names = "--json", description = "Print the outcome as JSON")
  private boolean json;

  /// Picocli makes it.
  SetupCommand() {}

  @Override
  public Integer call() throws IOException {
    if (community.isPresent() == invite.isPresent()) {
      throw new CommandException(
          ExitCodes.USAGE,
          "Give either --community NAME, to found one, or --join INVITE, to join one. Nothing was done.");
    }
    boolean generated = passwordFile.isEmpty() && !askPassword;
    String password = password();
    Map<String, String> request = new LinkedHashMap<>();
    community.ifPresent(name -> request.put("community", name));
    invite.ifPresent(text -> request.put("invite", text));
    request.put("curator", curator);
    request.put("password", password);
    JsonNode sheet = setUp(request);
    print(sheet, generated ? Optional.of(password) : Optional.empty());
    return ExitCodes.OK;
  }

  private JsonNode setUp(Map<String, String> request) {
    Optional<NodeClient> running = NodeClient.find(data.path());
    if (running.isPresent()) {
      return running.get().post("/api/v1/setup", request);
    }
    NodeOptions options = NodeOptions.loopback(data.path(), database.jdbcUrl());
    try (ConfigurableApplicationContext _ = NodeApplication.start(options)) {
      return NodeClient.require(data.path()).post("/api/v1/setup", request);
    }
  }

  private String password() throws IOException {
    if (passwordFile.isPresent()) {
      try (InputStream in = Files.newInputStream(passwordFile.get())) {
        String text = new String(in.readNBytes(PASSWORD_FILE_BYTES_MAX), UTF_8);
        return checked(text.lines().findFirst().orElse(""));
      }
    }
    return askPassword ? checked(ask()) : generate();
  }

  @SuppressWarnings("SystemConsoleNull") // it may be null, says its own documentation
  private static String ask() {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new CommandException(
          ExitCodes.USAGE,
          "There is no terminal to ask for the password at. Nothing was done. Give --password-file, or leave both out to have one made.");
    }
    char[] first = console.readPassword("Password of the curator: ");
    char[] second = console.readPassword("Once more: ");
    if (first == null || !Arrays.equals(first, second)) {
      throw new CommandException(
          ExitCodes.INPUT, "The two passwords differ. Nothing was done. Try again.");
    }
    return new String(first);
  }

  private static String checked(String password) {
    if (password.length() < Curators.PASSWORD_LENGTH_MIN
        || password.length() > Curators.PASSWORD_LENGTH_MAX) {
      throw new CommandException(
          ExitCodes.INPUT,
          "The password has %d characters; it needs %d to %d. Nothing was done. Choose another."
              .formatted(
                  password.length(), Curators.PASSWORD_LENGTH_MIN, Curators.PASSWORD_LENGTH_MAX));
    }
    return password;
  }

  private static String generate() {
    byte[] bytes = new byte[GENERATED_PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base32.encode(bytes).replaceAll("(.{4})(?!$)", "$1-");
  }

  private void print(JsonNode sheet, Optional<String> generated) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      if (sheet instanceof tools.jackson.databind.node.ObjectNode object) {
        generated.ifPresent(password -> object.put("password", password));
      }
      out.println(sheet);
      return;
    }
    out.printf("Community      %s%n", sheet.path("community").asString());
    out.printf("Community id   %s%n", sheet.path("communityId").asString());
    out.printf("Curator        %s%n", sheet.path("curator").asString());
    generated.ifPresent(password -> out.printf("Password       %s%n", password));
    out.printf("Recovery code  %s%n", sheet.path("recoveryCode").asString());
    out.println();
    out.println("Write the recovery code down and keep it safe: it is shown once, and it is the");
    out.println("only way back to the curator's key if the password is forgotten.");
    out.flush();
  }
}
