package org.acequia.replication.wire;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.acequia.core.identity.PeerId;

/// Who serves which protocol, and to whom. For many threads.
final class Protocols {

  private final Map<String, StreamHandler> open = new ConcurrentSkipListMap<>();
  private final Map<String, StreamHandler> gated = new ConcurrentSkipListMap<>();
  private final ConnectionGate gate;

  Protocols(ConnectionGate gate) {
    this.gate = gate;
  }

  /// Serves `protocol` to everybody.
  void serveAll(String protocol, StreamHandler handler) {
    open.put(protocol, handler);
  }

  /// Serves `protocol` to those whom the gate allows.
  void serve(String protocol, StreamHandler handler) {
    gated.put(protocol, handler);
  }

  /// Returns what `peer` may know that we speak.
  Collection<String> offeredTo(PeerId peer) {
    return java.util.stream.Stream.concat(
            open.keySet().stream(),
            gated.keySet().stream().filter(protocol -> gate.allows(peer, protocol)))
        .toList();
  }

  StreamHandler handler(String protocol) {
    return Optional.ofNullable(open.get(protocol))
        .or(() -> Optional.ofNullable(gated.get(protocol)))
        .orElseThrow(() -> new IllegalStateException("Nobody serves " + protocol));
  }
}
