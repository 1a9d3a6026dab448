package org.acequia.node.cli;

import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Starts a job on the node and waits for it.
final class Jobs {

  private static final long POLL_MS = 200;

  private Jobs() {}

  /// Starts the job behind `path` and returns it when it has ended.
  ///
  /// @throws CommandException if it failed
  static JsonNode run(NodeClient node, String path, boolean quiet, PrintWriter out) {
    JsonNode job = node.post(path, Map.of());
    String at = "/api/v1/jobs/" + job.path("id").asString();
    String told = "";
    while (isUnderWay(job)) {
      pause();
      job = node.get(at);
      String progress = job.path("progress").asString("");
      if (!quiet && !progress.equals(told)) {
        out.println(progress);
        out.flush();
        told = progress;
      }
    }
    return switch (job.path("state").asString()) {
      case "FAILED" ->
          throw new CommandException(ExitCodes.SOFTWARE, job.path("message").asString());
      case "CANCELLED" ->
          throw new CommandException(
              ExitCodes.SOFTWARE, "The job was cancelled. What it had done stays.");
      default -> job;
    };
  }

  /// Tells whether a job waits or runs.
  static boolean isUnderWay(JsonNode job) {
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
