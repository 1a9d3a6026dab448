package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What class of machine this is. Says nothing that names it.
final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Machine() {}

  /// Returns the first line of every run.
  static String toJson(boolean quick) {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<String> processors = lines(PROCESSORS);
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("quick", quick);
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("cpu", value(processors, "model name"));
    facts.put("shaInstructions", hasSha(processors));
    facts.put("memory", value(lines(MEMORY), "MemTotal"));
    facts.put("architecture", System.getProperty("os.arch", "?"));
    facts.put("kernel", System.getProperty("os.name", "?") + " " + kernel());
    facts.put("jdk", Runtime.version().toString());
    facts.put("heapMb", Runtime.getRuntime().maxMemory() >> 20);
    return new JsonMapper().writeValueAsString(Map.of("machine", facts));
  }

  private static boolean hasSha(List<String> processors) {
    return processors.stream()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .anyMatch(line -> List.of(line.split("\\s+")).stream().anyMatch(Machine::isSha));
  }

  private static boolean isSha(String flag) {
    return flag.equals("sha_ni") || flag.equals("sha2");
  }

  /// A build's suffix may name whoever built it.
  private static String kernel() {
    return System.getProperty("os.version", "?").split("-", 2)[0];
  }

  private static String value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }
}
