package org.acequia.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acequia.web.pages.CsvCell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `./acequia import`: asks the node to take files in, and tells how far it is until it is done;
/// undoes an import; lists what one left out.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Take files and descriptions in: folders, files, CSV tables and JSON lines.",
      "Taking the same in again adds nothing. What cannot be taken in is named; the rest goes in."
    })
public final class ImportCommand implements Callable<Integer> {

  private static final String IMPORTS = "/api/v1/imports/";

  /// How many refusals are printed; `--list` prints all.
  private static final int REFUSALS_PRINTED_MAX = 50;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Folders, files, CSV, JSON lines")
  private List<Path> paths = List.of();

  @Option(
      names = "--collection",
      paramLabel = "TITLE",
      description = "The collection; founded if there is none of that title")
  private Optional<String> collection = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Which column or field becomes which term, as JSON (see docs/import.md)")
  private Optional<Path> mapping = Optional.empty();

  @Option(names = "--dry-run", description = "Only look: say what would be added and what is wrong")
  private boolean dryRun;

  @Option(
      names = "--undo",
      paramLabel = "ID",
      description = "Undo an import, by its number: what it added goes away")
  private Optional<Long> undo = Optional.empty();

  @Option(
      names = "--list",
      paramLabel = "ID",
      description = "List all that an import left out, as a CSV table")
  private Optional<Long> list = Optional.empty();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  ImportCommand() {}

  @Override
  public Integer call() {
    int wishes =
        (undo.isPresent() ? 1 : 0) + (list.isPresent() ? 1 : 0) + (paths.isEmpty() ? 0 : 1);
    if (wishes != 1) {
      throw new ParameterException(
          spec.commandLine(), "Name what to take in, or an import with --undo or --list.");
    }
    NodeClient node = NodeClient.require(data.path());
    PrintWriter out = spec.commandLine().getOut();
    if (undo.isPresent()) {
      return undo(node, undo.get(), out);
    }
    return list.isPresent() ? list(node, list.get(), out) : take(node, out);
  }

  private int take(NodeClient node, PrintWriter out) {
    String id = node.post("/api/v1/imports", wish()).path("id").asString();
    JsonNode job = Jobs.awaitEnd(node, id, ended -> progress(ended.path("counts")), json, out);
    print(out, node.get(IMPORTS + id), job);
    return switch (job.path("state").asString()) {
      case "DONE" ->
          dryRun && job.path("counts").path("findings").asLong() > 0
              ? ExitCodes.FINDINGS
              : ExitCodes.OK;
      case "CANCELLED" -> ExitCodes.SOFTWARE;
      default -> ExitCodes.INPUT;
    };
  }

  private int undo(NodeClient node, long id, PrintWriter out) {
    JsonNode job = Jobs.run(node, IMPORTS + id + "/undo", json, out);
    if (json) {
      out.println(job);
    } else {
      job.path("result").path("findings").forEach(kept -> out.println(kept.asString()));
      out.println(job.path("message").asString());
    }
    out.flush();
    return ExitCodes.OK;
  }

  private static int list(NodeClient node, long id, PrintWriter out) {
    out.println("source,reason");
    int from = 0;
    JsonNode page = node.get(IMPORTS + id + "/refusals");
    while (!page.isEmpty()) {
      for (JsonNode refusal : page) {
        out.printf(
            "%s,%s%n",
            CsvCell.of(refusal.path("source").asString()),
            CsvCell.of(refusal.path("reason").asString()));
      }
      from += page.size();
      page = node.get(IMPORTS + id + "/refusals?from=" + from);
    }
    out.flush();
    return ExitCodes.OK;
  }

  private Map<String, Object> wish() {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("paths", paths.stream().map(ImportCommand::absolute).toList());
    collection.ifPresent(title -> wish.put("collection", title));
    mapping.ifPresent(file -> wish.put("mapping", absolute(file)));
    wish.put("dryRun", dryRun);
    return wish;
  }

  private void print(PrintWriter out, JsonNode view, JsonNode job) {
    if (json) {
      out.println(view);
      out.flush();
      return;
    }
    String id = view.path("id").asString();
    int printed = 0;
    for (JsonNode refusal : view.path("progress").path("refusals")) {
      if (printed++ == REFUSALS_PRINTED_MAX) {
        out.printf("… and more. All of them: ./acequia import --list %s%n", id);
        break;
      }
      out.printf(
          "Left out: %s: %s%n",
          refusal.path("source").asString(), refusal.path("reason").asString());
    }
    out.println(progress(job.path("counts")));
    if (job.path("state").asString().equals("CANCELLED")) {
      out.println("The import was cancelled.");
    }
    out.println(job.path("message").asString());
    if (!dryRun && job.path("counts").path("added").asLong() > 0) {
      out.printf("To undo it: ./acequia import --undo %s%n", id);
    }
    out.flush();
  }

  private static String progress(JsonNode counts) {
    return "%,d added, %,d already here, %,d left out, %,.1f MB stored"
        .formatted(
            counts.path("added").asLong(),
            counts.path("alreadyHere").asLong(),
            counts.path("findings").asLong(),
            counts.path("sizeBytes").asLong() / 1e6);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
