package org.acequia.node.neighbours;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.acequia.replication.wire.Multiaddr;
import org.acequia.replication.wire.MultiaddrKind;
import org.acequia.replication.wire.PeerDescription;

/// Which addresses are worth telling, and which worth keeping.
final class Addresses {

  private Addresses() {}

  /// Returns up to `limit` addresses to tell others, those that most can use first: IPv4, then
  /// IPv6, and this machine's own, for nodes side by side, last.
  static List<Multiaddr> worthTelling(Collection<Multiaddr> addresses, int limit) {
    return addresses.stream()
        .filter(address -> address.target().isPresent())
        .sorted(Comparator.comparingInt(Addresses::rank))
        .limit(limit)
        .toList();
  }

  private static int rank(Multiaddr address) {
    String host = host(address).orElse("");
    boolean ip6 = host.contains(":");
    return isLoopback(host) ? (ip6 ? 3 : 2) : (ip6 ? 1 : 0);
  }

  /// Returns where a peer that is connected from `remoteHost` says that it listens. An address of a
  /// machine of its own is worth nothing on another machine.
  static List<Multiaddr> worthKeeping(String remoteHost, PeerDescription description) {
    boolean here = isLoopback(remoteHost);
    return worthTelling(description.addresses(), Neighbours.ADDRESSES_MAX).stream()
        .filter(address -> here || !isLoopback(host(address).orElse("")))
        .toList();
  }

  /// Returns the address alone, where it is said elsewhere whose it is.
  static Multiaddr withoutPeer(Multiaddr address) {
    return new Multiaddr(
        address.parts().stream().filter(part -> part.kind() != MultiaddrKind.P2P).toList());
  }

  private static Optional<String> host(Multiaddr address) {
    return address.target().map(Multiaddr.Target::host);
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("::1") || host.equals("0:0:0:0:0:0:0:1");
  }
}
