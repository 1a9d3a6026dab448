package org.acequia.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/// What waits in a node, as its metrics tell.
///
/// @param indexPending items that are to be indexed
/// @param databaseWaits requests that wait for a connection to the database
/// @param jobs that wait or are under way
/// @param filesWaiting files to be read
public record Queues(long indexPending, long databaseWaits, long jobs, long filesWaiting) {

  /// Looks at a node.
  public static Queues of(NodeProcess node) {
    String metrics = metrics(node);
    return new Queues(
        value(metrics, "acequia_index_pending"),
        value(metrics, "acequia_database_connections\\{state=\"waited_for\"\\}"),
        value(metrics, "acequia_jobs\\{state=\"waiting\"\\}")
            + value(metrics, "acequia_jobs\\{state=\"running\"\\}"),
        node.api().get("/api/v1/files").path("waiting").asLong());
  }

  /// Returns the greatest of one number.
  public static long most(Iterable<Queues> looks, ToLongFunction<Queues> number) {
    long most = 0;
    for (Queues look : looks) {
      most = Math.max(most, number.applyAsLong(look));
    }
    return most;
  }

  static String metrics(NodeProcess node) {
    return new String(node.api().getRaw("/actuator/prometheus").body(), UTF_8);
  }

  static long value(String metrics, String name) {
    return Pattern.compile("(?m)^" + name + " ([0-9.eE+]+)$")
        .matcher(metrics)
        .results()
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No " + name + " in " + metrics));
  }
}
