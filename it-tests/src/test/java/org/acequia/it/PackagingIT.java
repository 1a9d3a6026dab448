package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acequia.it.harness.Commands;
import org.acequia.it.harness.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What installs a node names files that a build makes: the image, the service, the handbook.
class PackagingIT {

  private static final Path HOME = NodeProcess.home();
  private static final Pattern COPY = Pattern.compile("(?m)^COPY --from=build /src/(\\S+) (\\S+)$");
  private static final Pattern ENTRY = Pattern.compile("(?m)^ENTRYPOINT \\[\"([^\"]+)\"]$");
  private static final Pattern STARTED = Pattern.compile("(?m)^ExecStart=(\\S+) run ");
  private static final Pattern COPIED =
      Pattern.compile("(?m)cp (?:-a )?([a-z][^/\\s][^\\n]*?) /\\S+");

  @TempDir private Path folder;

  private static String read(String file) throws IOException {
    return Files.readString(HOME.resolve(file));
  }

  private static Map<String, String> copied() throws IOException {
    return COPY.matcher(read("Dockerfile"))
        .results()
        .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
  }

  private static String only(Pattern pattern, String text) {
    List<String> found =
        pattern.matcher(text).results().map(match -> match.group(1)).distinct().toList();
    assertThat(found).as(pattern.pattern()).hasSize(1);
    return found.getFirst();
  }

  @Test
  void theImageCopiesWhatIsBuiltAndStartsWhatItCopied() throws IOException {
    Map<String, String> copied = copied();
    assertThat(copied).hasSize(2);
    assertThat(copied.values()).allMatch(source -> Files.exists(HOME.resolve(source)));
    String entry = only(ENTRY, read("Dockerfile"));
    assertThat(copied).containsKey(entry);
    assertThat(HOME.resolve(copied.get(entry))).isExecutable();
    assertThat(copied).containsEntry("/opt/acequia/app", "repository-service/target/app");
  }

  @Test
  void whatTheImageIsBuiltFromIsNotKeptOutOfIt() throws IOException {
    List<String> ignored = read(".dockerignore").lines().toList();
    assertThat(ignored).doesNotContain("*", "acequia", "mvnw", ".mvn", "repository-service");
    assertThat(ignored).contains(".git", "*.env");
  }

  @Test
  void theServiceStartsWhatTheHandbookInstalls() throws IOException {
    String unit = read("packaging/acequia.service");
    String program = only(STARTED, unit);
    String handbook = read("docs/operating.md");
    assertThat(program).isEqualTo("/opt/acequia/acequia");
    assertThat(handbook).contains("cp -a acequia docs /opt/acequia/");
    List<String> sources =
        COPIED
            .matcher(handbook)
            .results()
            .map(MatchResult::group)
            .filter(line -> !line.contains("/var/lib") && !line.contains("/media"))
            .map(line -> line.replaceFirst("cp (-a )?", ""))
            .flatMap(line -> List.of(line.split(" ")).stream())
            .filter(word -> !word.startsWith("/"))
            .distinct()
            .toList();
    assertThat(sources)
        .contains("acequia", "docs", "repository-service/target/app", "packaging/acequia.service")
        .allMatch(source -> Files.exists(HOME.resolve(source)));
  }

  @Test
  void systemdUnderstandsTheService() throws IOException {
    Requires.that(NodeProcess.canRun("systemd-analyze", "--version"), "There is no systemd here");
    Path unit = folder.resolve("acequia.service");
    Files.writeString(
        unit,
        read("packaging/acequia.service")
            .replace("/opt/acequia/acequia", HOME.resolve("acequia").toString()));
    assertThat(Commands.run(List.of("systemd-analyze", "verify", unit.toString())).lines())
        .noneMatch(line -> line.contains(unit.toString()));
  }
}
