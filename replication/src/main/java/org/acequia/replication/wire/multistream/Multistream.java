package org.acequia.replication.wire.multistream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.acequia.replication.wire.protobuf.LengthPrefixed;
import org.acequia.replication.wire.protobuf.MalformedMessageException;
import org.acequia.replication.wire.protobuf.Varint;

/// Both roles of multistream-select. Reads not one byte beyond the negotiation.
public final class Multistream {

  /// The protocol's own name, which each side says first.
  public static final String PROTOCOL = "/multistream/1.0.0";

  /// The longest line, newline included. Names of protocols are far shorter.
  public static final int MAX_LINE_BYTES = 1024;

  /// How many names, and questions for a list, an initiator may send on one stream.
  public static final int MAX_PROPOSALS = 32;

  private static final String NOT_AVAILABLE = "na";
  private static final String LIST = "ls";

  private Multistream() {}

  /// Proposes `protocols`, the preferred first, and returns the one that the peer accepts; empty if
  /// it accepts none.
  ///
  /// @throws IOException if the peer does not follow the protocol, or is gone
  public static Optional<String> propose(
      InputStream input, OutputStream output, List<String> protocols) throws IOException {
    boolean greeted = false;
    for (String protocol : protocols) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      if (!greeted) {
        line(lines, PROTOCOL);
      }
      line(lines, protocol);
      output.write(lines.toByteArray());
      output.flush();
      if (!greeted) {
        expectGreeting(input);
        greeted = true;
      }
      String answer = read(input);
      if (answer.equals(protocol)) {
        return Optional.of(protocol);
      }
      if (!answer.equals(NOT_AVAILABLE)) {
        throw new MalformedMessageException("The peer answered something else than we proposed");
      }
    }
    return Optional.empty();
  }

  /// Answers the peer's proposals until one is in `offered`, and returns that one; empty if the
  /// peer ran out of [#MAX_PROPOSALS].
  ///
  /// @param offered what we speak with this peer; asked again for each proposal
  /// @throws IOException if the peer does not follow the protocol, or is gone
  public static Optional<String> answer(
      InputStream input, OutputStream output, Supplier<? extends Collection<String>> offered)
      throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    expectGreeting(input);
    line(lines, PROTOCOL);
    for (int proposals = 0; proposals < MAX_PROPOSALS; proposals++) {
      String proposal = read(input);
      Collection<String> protocols = offered.get();
      boolean accepted = protocols.contains(proposal);
      if (proposal.equals(LIST)) {
        list(lines, protocols);
      } else {
        line(lines, accepted ? proposal : NOT_AVAILABLE);
      }
      output.write(lines.toByteArray());
      output.flush();
      lines.reset();
      if (accepted) {
        return Optional.of(proposal);
      }
    }
    return Optional.empty();
  }

  private static void expectGreeting(InputStream input) throws IOException {
    if (!read(input).equals(PROTOCOL)) {
      throw new MalformedMessageException("The peer does not speak " + PROTOCOL);
    }
  }

  /// The answer to `ls` is one message that holds a line for each protocol, and a newline.
  private static void list(ByteArrayOutputStream lines, Collection<String> protocols)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (String protocol : protocols) {
      line(content, protocol);
    }
    content.write('\n');
    LengthPrefixed.write(lines, content.toByteArray());
  }

  private static void line(ByteArrayOutputStream lines, String text) throws IOException {
    byte[] content = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (content.length > MAX_LINE_BYTES) {
      throw new IllegalArgumentException("A protocol's name is too long: " + text);
    }
    Varint.write(lines, content.length);
    lines.writeBytes(content);
  }

  private static String read(InputStream input) throws IOException {
    byte[] content = LengthPrefixed.read(input, MAX_LINE_BYTES);
    if (content.length == 0 || content[content.length - 1] != '\n') {
      throw new MalformedMessageException("A line of the negotiation does not end");
    }
    return new String(content, 0, content.length - 1, StandardCharsets.UTF_8);
  }
}
