package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Starts a job on the node and waits for it.
final class Jobs {

  private static final long POLL_MS = 200;

  private Jobs() {}

  /// Starts the job behind `path` and returns it when it has ended.
  ///
  /// @throws CommandException if it failed or was cancelled
  static JsonNode run(NodeClient node, String path, boolean quiet, PrintWriter out) {
    JsonNode job =
        awaitEnd(
            node,
            node.post(path, Map.of()).path("id").asString(),
            now -> now.path("progress").asString(""),
            quiet,
            out);
    return switch (job.path("state").asString()) {
      case "FAILED" ->
          throw new CommandException(ExitCodes.SOFTWARE, job.path("message").asString());
      case "CANCELLED" ->
          throw new CommandException(
              ExitCodes.SOFTWARE, "The job was cancelled. What it had done stays.");
      default -> job;
    };
  }

  /// Waits until a job has ended, however it did, and returns it.
  ///
  /// @param progress what is printed of a job under way, whenever it changes
  static JsonNode awaitEnd(
      NodeClient node,
      String id,
      Function<JsonNode, String> progress,
      boolean quiet,
      PrintWriter out) {
    String told = "";
    while (true) {
      JsonNode job = node.get("/api/v1/jobs/" + id);
      if (!isUnderWay(job)) {
        return job;
      }
      String now = progress.apply(job);
      if (!quiet && !now.equals(told)) {
        out.println(now);
        out.flush();
        told = now;
      }
      pause();
    }
  }

  private static boolean isUnderWay(JsonNode job) {
    String state = job.path("state").asString();
    return state.equals("WAITING") || state.equals("RUNNING");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(
          ExitCodes.UNAVAILABLE, "Interrupted. The node goes on with the job by itself.", e);
    }
  }
}
