package org.acequia.replication.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.core.cid.Base58btc;
import org.acequia.replication.wire.protobuf.LengthPrefixed;
import org.acequia.replication.wire.protobuf.MalformedMessageException;
import org.acequia.replication.wire.protobuf.Varint;

/// The kinds of parts that an address may have, with their codes in the multicodec table.
public enum MultiaddrKind {
  /// An IPv4 address.
  IP4("ip4", 4, Form.IP4),
  /// A TCP port.
  TCP("tcp", 6, Form.PORT),
  /// An IPv6 address.
  IP6("ip6", 41, Form.IP6),
  /// A name that resolves to addresses of both families.
  DNS("dns", 53, Form.NAME),
  /// A name that resolves to IPv4 addresses.
  DNS4("dns4", 54, Form.NAME),
  /// A name that resolves to IPv6 addresses.
  DNS6("dns6", 55, Form.NAME),
  /// A name whose TXT records hold multiaddrs.
  DNSADDR("dnsaddr", 56, Form.NAME),
  /// A UDP port.
  UDP("udp", 273, Form.PORT),
  /// A relayed connection.
  CIRCUIT("p2p-circuit", 290, Form.NONE),
  /// The peer who is to be there.
  P2P("p2p", 421, Form.PEER),
  /// TLS.
  TLS("tls", 448, Form.NONE),
  /// QUIC, RFC 9000.
  QUIC_V1("quic-v1", 461, Form.NONE),
  /// WebSocket.
  WS("ws", 477, Form.NONE),
  /// WebSocket over TLS.
  WSS("wss", 478, Form.NONE),
  /// HTTP.
  HTTP("http", 480, Form.NONE);

  private enum Form {
    NONE,
    IP4,
    IP6,
    PORT,
    NAME,
    PEER
  }

  private static final int MAX_NAME_BYTES = 253;
  private static final int MAX_PEER_BYTES = 48;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?");
  private static final Pattern IP4_TEXT =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
  private static final Pattern IP6_TEXT = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private final String text;
  private final int code;
  private final Form form;

  MultiaddrKind(String text, int code, Form form) {
    this.text = text;
    this.code = code;
    this.form = form;
  }

  /// Returns its name in an address.
  public String text() {
    return text;
  }

  boolean hasValue() {
    return form != Form.NONE;
  }

  boolean isHost() {
    return form == Form.IP4 || form == Form.IP6 || (form == Form.NAME && this != DNSADDR);
  }

  static MultiaddrKind named(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text) || (kind == P2P && text.equals("ipfs")))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("An address with a part of unknown kind"));
  }

  /// Returns `value` in its one right spelling.
  ///
  /// @throws IllegalArgumentException if it is no value of this kind
  String checked(String value) {
    return decoded(bytes(value));
  }

  private byte[] bytes(String value) {
    return switch (form) {
      case NONE -> new byte[0];
      case IP4 -> literal(IP4_TEXT, value, 4);
      case IP6 -> literal(value.contains(":") ? IP6_TEXT : IP4_TEXT, value, 16);
      case PORT -> port(value);
      case NAME -> value.getBytes(StandardCharsets.UTF_8);
      case PEER -> Base58btc.decode(value);
    };
  }

  private static byte[] literal(Pattern pattern, String value, int size) {
    try {
      // Only a literal reaches the resolver, so no name is ever looked up here.
      if (pattern.matcher(value).matches()) {
        byte[] address = InetAddress.ofLiteral(value).getAddress();
        if (address.length == size) {
          return address;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Not an IP address in an address", e);
    }
    throw new IllegalArgumentException("Not an IP address in an address");
  }

  private static byte[] port(String value) {
    int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("Not a port in an address");
    }
    return new byte[] {(byte) (port >>> 8), (byte) port};
  }

  private String decoded(byte[] bytes) {
    return switch (form) {
      case NONE -> "";
      case IP4 -> ip(bytes);
      case IP6 -> ip6(bytes);
      case PORT -> Integer.toString(((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff));
      case NAME -> name(new String(bytes, StandardCharsets.UTF_8));
      case PEER -> peer(bytes);
    };
  }

  private static String ip(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not an IP address in an address", e);
    }
  }

  /// The longest run of zero groups is left out (RFC 5952, section 4.2).
  private static String ip6(byte[] bytes) {
    int from = 0;
    int length = 1;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && bytes[2 * end] == 0 && bytes[2 * end + 1] == 0) {
        end++;
      }
      if (end - start > length) {
        from = start;
        length = end - start;
      }
    }
    return length == 1
        ? groups(bytes, 0, 8)
        : groups(bytes, 0, from) + "::" + groups(bytes, from + length, 8);
  }

  private static String groups(byte[] bytes, int from, int end) {
    return IntStream.range(from, end)
        .map(group -> ((bytes[2 * group] & 0xff) << 8) | (bytes[2 * group + 1] & 0xff))
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }

  private static String name(String name) {
    if (name.length() > MAX_NAME_BYTES || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a host name in an address");
    }
    return name;
  }

  private static String peer(byte[] bytes) {
    if (bytes.length < 3 || bytes.length > MAX_PEER_BYTES || bytes[1] != bytes.length - 2) {
      throw new IllegalArgumentException("Not a peer id in an address");
    }
    return Base58btc.encode(bytes);
  }

  static byte[] encode(List<Multiaddr.Part> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (Multiaddr.Part part : parts) {
        Varint.write(bytes, part.kind().code);
        byte[] value = part.kind().bytes(part.value());
        if (part.kind().isPrefixed()) {
          Varint.write(bytes, value.length);
        }
        bytes.writeBytes(value);
      }
    } catch (IOException e) {
      throw new IllegalStateException("A byte array refused a byte", e);
    }
    return bytes.toByteArray();
  }

  static Optional<Multiaddr> decode(byte[] bytes) {
    ByteArrayInputStream input = new ByteArrayInputStream(bytes);
    List<Multiaddr.Part> parts = new ArrayList<>();
    try {
      while (input.available() > 0 && parts.size() < Multiaddr.MAX_PARTS) {
        long code = Varint.read(input);
        Optional<MultiaddrKind> kind =
            Arrays.stream(values()).filter(known -> known.code == code).findFirst();
        if (kind.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Multiaddr.Part(kind.get(), kind.get().decoded(kind.get().value(input))));
      }
      return input.available() > 0 ? Optional.empty() : Optional.of(new Multiaddr(parts));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isPrefixed() {
    return form == Form.NAME || form == Form.PEER;
  }

  private byte[] value(ByteArrayInputStream input) throws IOException {
    if (isPrefixed()) {
      return LengthPrefixed.read(input, MAX_NAME_BYTES);
    }
    int size =
        switch (form) {
          case IP4 -> 4;
          case IP6 -> 16;
          case PORT -> 2;
          default -> 0;
        };
    byte[] value = input.readNBytes(size);
    if (value.length < size) {
      throw new MalformedMessageException("An address ends too early");
    }
    return value;
  }
}
