package org.acequia.replication.wire;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.acequia.core.identity.PeerId;
import org.acequia.replication.wire.protobuf.LengthPrefixed;
import org.acequia.replication.wire.protobuf.ProtobufReader;
import org.acequia.replication.wire.protobuf.ProtobufWriter;

/// What peers tell each other of themselves (libp2p `identify` 1.0.0).
final class Identify {

  static final String PROTOCOL = "/ipfs/id/1.0.0";

  /// The largest description that is read.
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /// How many of a peer's protocols, and of its addresses, are kept.
  static final int MAX_ENTRIES = 128;

  /// The longest text of a peer that is kept, in characters.
  static final int MAX_TEXT_CHARS = 256;

  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

  private static final int PUBLIC_KEY = 1;
  private static final int LISTEN_ADDRESSES = 2;
  private static final int PROTOCOLS = 3;
  private static final int OBSERVED_ADDRESS = 4;
  private static final int VERSION = 5;
  private static final int AGENT = 6;

  private Identify() {}

  /// Writes our description to a peer that is seen at `observed`.
  static void tell(
      Stream stream,
      PeerId us,
      String agent,
      Collection<Multiaddr> addresses,
      Collection<String> protocols,
      Multiaddr observed)
      throws IOException {
    ProtobufWriter message = new ProtobufWriter().bytes(PUBLIC_KEY, us.publicKey().toArray());
    addresses.forEach(address -> message.bytes(LISTEN_ADDRESSES, address.encoded()));
    protocols.forEach(protocol -> message.text(PROTOCOLS, protocol));
    message
        .bytes(OBSERVED_ADDRESS, observed.encoded())
        .text(VERSION, PROTOCOL_VERSION)
        .text(AGENT, agent);
    LengthPrefixed.write(stream.output(), message.toByteArray());
    stream.output().flush();
  }

  /// Asks the peer.
  static PeerDescription ask(Stream stream) throws IOException {
    ProtobufReader message =
        ProtobufReader.parse(LengthPrefixed.read(stream.input(), MAX_MESSAGE_BYTES));
    return new PeerDescription(
        text(message, VERSION),
        text(message, AGENT),
        message.allTexts(PROTOCOLS).stream().limit(MAX_ENTRIES).map(Identify::printable).toList(),
        addresses(message),
        message.bytes(OBSERVED_ADDRESS).flatMap(Multiaddr::decode));
  }

  private static List<Multiaddr> addresses(ProtobufReader message) {
    return message.allBytes(LISTEN_ADDRESSES).stream()
        .limit(MAX_ENTRIES)
        .map(Multiaddr::decode)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String text(ProtobufReader message, int field) {
    return printable(message.text(field).orElse(""));
  }

  /// It ends in logs and on pages: short, and without control characters.
  private static String printable(String text) {
    String shorter = text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    return shorter.replaceAll("\\p{Cntrl}", "\ufffd");
  }
}
