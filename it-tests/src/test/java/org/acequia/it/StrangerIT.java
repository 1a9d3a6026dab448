package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acequia.it.foreign.JsPeer;
import org.acequia.it.harness.NodeProcess;
import org.acequia.it.harness.Village;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running node with something to give, and a js-libp2p peer with whom it is not paired.
@Timeout(300)
class StrangerIT {

  @TempDir private Path folder;

  @Test
  void aStrangerIsGreetedAndGetsNothingOfOurs() throws IOException, InterruptedException {
    Path song = Files.writeString(folder.resolve("song.txt"), "Jongo");
    try (JsPeer js = JsPeer.start();
        NodeProcess node = NodeProcess.on(folder.resolve("node")).start()) {
      Village.found(node);
      assertThat(node.command("import", song.toString()).exitCode()).isZero();
      String peer = node.api().get("/api/v1/network").path("self").path("peerId").asString();
      String address = "/ip4/127.0.0.1/tcp/%d/p2p/%s".formatted(node.link().port(), peer);

      js.command("dial " + address);
      assertThat(js.await("identified").json())
          .contains(peer, "acequia/", "/ipfs/ping/1.0.0")
          .doesNotContain("/acequia/sync", "/acequia/blob", "/acequia/pair");
      js.command("ping " + address);
      js.await("pinged");

      for (String protocol : new String[] {"sync", "blob", "pair"}) {
        js.command("open %s /acequia/%s/1".formatted(address, protocol));
        assertThatThrownBy(() -> js.await("opened"))
            .as(protocol)
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("UnsupportedProtocolError");
      }
      assertThat(node.api().get("/api/v1/network").path("neighbours")).isEmpty();
    }
  }
}
