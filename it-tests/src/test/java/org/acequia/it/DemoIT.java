package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.Demo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What `./acequia demo` promises to whoever tries Acequia for the first time.
class DemoIT {

  private static final int THINGS = 32;

  @TempDir private Path folder;

  @Test
  void everythingArrivesTwoLinksAwayAndNothingIsLeftAfterwards() {
    try (Demo demo = Demo.start(folder, "--pace", "0")) {
      demo.awaitSaid("Everything is in all three villages now.").awaitSaid("Settle it: ");

      Set<String> blobs = blobs(demo.api("alta"));
      assertThat(blobs).hasSizeGreaterThanOrEqualTo(THINGS);
      for (String village : List.of("alta", "junco", "elbow")) {
        Api api = demo.api(village);
        JsonNode status = api.get("/api/v1/status");
        assertThat(status.path("items").asLong()).as("items of " + village).isEqualTo(THINGS);
        assertThat(status.path("collections").asInt()).isEqualTo(3);
        assertThat(blobs(api)).as("blobs of " + village).isEqualTo(blobs);
      }
      Api farthest = demo.api("elbow");
      assertThat(farthest.get("/api/v1/network").path("neighbours")).hasSize(1);
      awaitConflict(farthest, heron(demo));

      List<ProcessHandle> processes = demo.descendants();
      assertThat(processes).hasSizeGreaterThan(3);
      demo.stop();
      assertThat(processes).noneMatch(ProcessHandle::isAlive);
      assertThat(demo.left()).isEmpty();
      assertThat(demo.output()).contains("nothing is left of them");
    }
  }

  @Test
  void aNodeThatCannotStartIsToldOfInWordsAndTakesTheOthersWithIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Demo demo = Demo.start(folder, "--port", "" + taken.getLocalPort())) {
      assertThat(demo.awaitEnd()).isEqualTo(69);
      assertThat(demo.output())
          .contains("The node of Alta Nuncaseca ended with code 69")
          .contains("Port %d is in use".formatted(taken.getLocalPort()));
      assertThat(demo.left()).isEmpty();
    }
  }

  private static String heron(Demo demo) {
    return demo.output().replaceAll("(?s).*Settle it: \\S*/items/(\\S+).*", "$1");
  }

  private static void awaitConflict(Api api, String item) {
    Awaitility.await("two versions of the heron stand side by side")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !api.get("/api/v1/items/" + item).path("conflicts").isEmpty());
  }

  private static Set<String> blobs(Api api) {
    Set<String> cids = new TreeSet<>();
    api.get("/api/v1/blobs").forEach(blob -> cids.add(blob.path("cid").asString()));
    return cids;
  }
}
