package org.acequia.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Two connected nodes in this process, over a real socket.
///
/// @param near dialled
/// @param far was dialled
record NodePair(SwarmPair swarms, MeasuredNode near, MeasuredNode far) implements AutoCloseable {

  static NodePair connect(Workplace place, Scribe scribe, String name) throws IOException {
    List<MeasuredNode> nodes = new ArrayList<>();
    var nearFiles = place.directory(name + "-near");
    var farFiles = place.directory(name + "-far");
    SwarmPair swarms =
        SwarmPair.connect((near, far) -> {
          nodes.add(MeasuredNode.attach(near, scribe, nearFiles, 1));
          nodes.add(MeasuredNode.attach(far, scribe, farFiles, 2));
        });
    return new NodePair(swarms, nodes.getFirst(), nodes.getLast());
  }

  @Override
  public void close() {
    near.close();
    far.close();
    swarms.close();
  }
}
