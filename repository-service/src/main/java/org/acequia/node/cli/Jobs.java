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
    while (job.path("state").asString().equals("RUNNING")) {
      pause();
      job = node.get(at);
      String progress = job.path("progress").asString("");
      if (!quiet && !progress.equals(told)) {
        out.println(progress);
        out.flush();
        told = progress;
      }
    }
    if (job.path("state").asString().equals("FAILED")) {
      throw new CommandException(ExitCodes.SOFTWARE, job.path("message").asString());
    }
    return job;
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
