package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acequia.node.Acequia;
import org.acequia.node.health.Doctor;
import org.acequia.node.health.Doctor.Diagnosis;
import org.acequia.node.https.HttpsOptions;
import org.acequia.web.NodeHealth.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./acequia doctor`.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Look for what is wrong with the machine, the data directory and the node.",
    footer = "Ends with 0 if nothing is broken, with 1 if something is.")
public final class DoctorCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private PortOptions ports = new PortOptions();
  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--https-port",
      defaultValue = "" + HttpsOptions.PORT,
      description = "The port of HTTPS (default: ${DEFAULT-VALUE}; 0: not looked at)")
  private int httpsPort;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /// Picocli makes it.
  DoctorCommand() {}

  @Override
  public Integer call() {
    Optional<NodeClient> node = NodeClient.find(data.path());
    Doctor doctor = new Doctor(data.path(), Acequia.CLOCK);
    List<Diagnosis> found =
        new ArrayList<>(
            doctor.look(
                new Doctor.Plan(
                    List.of(ports.port(), httpsPort, ports.p2pPort()), database.jdbcUrl()),
                node.isPresent()));
    node.ifPresent(running -> found.addAll(ask(running)));
    print(found);
    return found.stream().anyMatch(diagnosis -> diagnosis.level() == Level.BAD)
        ? ExitCodes.FINDINGS
        : ExitCodes.OK;
  }

  /// What only a running node knows: its database, its index, its neighbours, its jobs.
  private static List<Diagnosis> ask(NodeClient node) {
    List<Diagnosis> found = new ArrayList<>();
    for (JsonNode finding : node.get("/api/v1/health").path("findings")) {
      found.add(
          new Diagnosis(
              "node: " + finding.path("thing").asString(),
              Level.valueOf(finding.path("level").asString().toUpperCase(Locale.ROOT)),
              finding.path("said").asString(),
              finding.path("todo").asString("")));
    }
    return found;
  }

  private void print(List<Diagnosis> found) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JSON.writeValueAsString(
              found.stream()
                  .map(diagnosis ->
                      Map.of(
                          "thing", diagnosis.thing(),
                          "level", diagnosis.level().name().toLowerCase(Locale.ROOT),
                          "said", diagnosis.said(),
                          "todo", diagnosis.todo()))
                  .toList()));
    } else {
      for (Diagnosis diagnosis : found) {
        String mark =
            switch (diagnosis.level()) {
              case GOOD -> "good ";
              case CARE -> "care ";
              case BAD -> "BROKEN";
            };
        out.printf("%-7s %-18s %s%n", mark, diagnosis.thing(), diagnosis.said());
        if (!diagnosis.todo().isEmpty()) {
          out.printf("%-7s %-18s %s%n", "", "", "-> " + diagnosis.todo());
        }
      }
    }
    out.flush();
  }
}
