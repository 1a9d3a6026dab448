package org.acequia.replication.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.identity.PeerId;

/// An address that says of itself how to reach it, such as `/ip4/192.168.1.7/tcp/4001/p2p/12D3Koo…`
/// (libp2p `addressing`).
///
/// Addresses of transports that we do not speak can be read and printed too, as long as their parts
/// are of known kinds; [#target()] is empty for them.
///
/// @param parts at least one and at most [#MAX_PARTS]
public record Multiaddr(List<Part> parts) {

  /// The most parts an address may have.
  public static final int MAX_PARTS = 12;

  /// The longest text, and binary form, that is read.
  public static final int MAX_BYTES = 512;

  /// One step on the way.
  ///
  /// @param kind what it is
  /// @param value its text, empty where the kind has none
  public record Part(MultiaddrKind kind, String value) {}

  /// Where a TCP connection goes to.
  ///
  /// @param host an IP address, or a DNS name
  /// @param port 0 to 65535
  public record Target(String host, int port) {}

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there are no parts, or too many
  public Multiaddr {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException("An address of %d parts".formatted(parts.size()));
    }
  }

  /// Parses the text form.
  ///
  /// @throws IllegalArgumentException if `text` is no multiaddr whose kinds we know
  public static Multiaddr parse(String text) {
    if (text.length() > MAX_BYTES || !text.startsWith("/")) {
      throw new IllegalArgumentException("Not a multiaddr: it begins with / and is short");
    }
    String[] words = text.substring(1).split("/", -1);
    int end =
        words.length > 1 && words[words.length - 1].isEmpty() ? words.length - 1 : words.length;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      MultiaddrKind kind = MultiaddrKind.named(words[i]);
      String value = "";
      if (kind.hasValue()) {
        if (++i == end) {
          throw new IllegalArgumentException("The address ends after /" + kind.text());
        }
        value = kind.checked(words[i]);
      }
      parts.add(new Part(kind, value));
    }
    return new Multiaddr(parts);
  }

  /// Parses the binary form; empty if it is malformed, or has parts of kinds that we do not know.
  public static Optional<Multiaddr> decode(byte[] bytes) {
    return bytes.length > MAX_BYTES ? Optional.empty() : MultiaddrKind.decode(bytes);
  }

  /// Returns the TCP address of `socket`, which must be resolved.
  public static Multiaddr of(InetSocketAddress socket) {
    return tcp(socket.getAddress(), socket.getPort());
  }

  /// Returns the TCP address of `host` and `port`.
  public static Multiaddr tcp(InetAddress host, int port) {
    String literal = host.getHostAddress();
    Part first =
        host instanceof Inet6Address
            ? new Part(MultiaddrKind.IP6, MultiaddrKind.IP6.checked(literal.split("%", -1)[0]))
            : new Part(MultiaddrKind.IP4, literal);
    return new Multiaddr(List.of(first, new Part(MultiaddrKind.TCP, Integer.toString(port))));
  }

  /// Returns this address with the peer who is to be there.
  public Multiaddr with(PeerId peer) {
    List<Part> more = new ArrayList<>(parts);
    more.removeIf(part -> part.kind() == MultiaddrKind.P2P);
    more.add(new Part(MultiaddrKind.P2P, peer.toString()));
    return new Multiaddr(more);
  }

  /// Returns who is to be there, if the address says so.
  ///
  /// @throws IllegalArgumentException if it names a peer whose key is not an Ed25519 one
  public Optional<PeerId> peer() {
    Part last = parts.getLast();
    return last.kind() == MultiaddrKind.P2P
        ? Optional.of(PeerId.parse(last.value()))
        : Optional.empty();
  }

  /// Returns where to connect to by plain TCP; empty if the address is of another transport.
  public Optional<Target> target() {
    boolean named = parts.size() == 3 && parts.get(2).kind() == MultiaddrKind.P2P;
    boolean tcp =
        (parts.size() == 2 || named)
            && parts.get(0).kind().isHost()
            && parts.get(1).kind() == MultiaddrKind.TCP;
    return tcp
        ? Optional.of(new Target(parts.get(0).value(), Integer.parseInt(parts.get(1).value())))
        : Optional.empty();
  }

  /// Returns the binary form.
  public byte[] encoded() {
    return MultiaddrKind.encode(parts);
  }

  /// Returns the text form.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append('/').append(part.kind().text());
      if (part.kind().hasValue()) {
        text.append('/').append(part.value());
      }
    }
    return text.toString();
  }
}
