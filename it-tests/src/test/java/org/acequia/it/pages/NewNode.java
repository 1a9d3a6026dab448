package org.acequia.it.pages;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acequia.it.harness.NodeProcess;
import org.awaitility.Awaitility;

/// A node that serves no community yet.
public final class NewNode implements AutoCloseable {

  private static final Pattern SETUP_LINK = Pattern.compile("http://\\S+(/setup\\?token=[\\w-]+)");

  private final NodeProcess node;

  private NewNode(NodeProcess node) {
    this.node = node;
  }

  /// Starts one in `folder`. It answers a moment before it prints its link.
  public static NewNode in(Path folder) {
    return started(NodeProcess.on(folder.resolve("new")));
  }

  /// Starts one in `folder` that speaks plain HTTP alone.
  public static NewNode withoutHttps(Path folder) {
    return started(NodeProcess.on(folder.resolve("new")).withoutHttps());
  }

  private static NewNode started(NodeProcess node) {
    NewNode unfounded = new NewNode(node.start());
    Awaitility.await("the set-up link is printed")
        .atMost(NodeProcess.START_PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> SETUP_LINK.matcher(unfounded.node.output()).find());
    return unfounded;
  }

  /// Returns the whole address of a path.
  public String address(String path) {
    return node.api().uri(path).toString();
  }

  /// Returns the whole address of a path as others on the same network write it, over plain HTTP.
  public String addressOnTheNetwork(String path) {
    return PictureArchive.onTheNetwork(node, path);
  }

  /// Returns the address that the node printed for its first visitor.
  public String setupLink() {
    Matcher link = SETUP_LINK.matcher(node.output());
    if (!link.find()) {
      throw new IllegalStateException("No set-up link in: " + node.output());
    }
    return address(link.group(1));
  }

  /// Returns the node itself.
  public NodeProcess node() {
    return node;
  }

  @Override
  public void close() {
    node.close();
  }
}
