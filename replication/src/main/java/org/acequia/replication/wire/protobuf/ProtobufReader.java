package org.acequia.replication.wire.protobuf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of one protobuf message. Knows no schema: the caller asks for a field by number and
/// kind. Groups, which nobody uses, are refused.
public final class ProtobufReader {

  /// The most fields that one message may have; a peer that sends more wants our memory.
  public static final int MAX_FIELDS = 16_384;

  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED_32 = 5;

  private record Field(int number, int wireType, long value, ByteBuffer content) {}

  private final List<Field> fields;

  private ProtobufReader(List<Field> fields) {
    this.fields = fields;
  }

  /// Parses `message`, whose size the caller has bounded.
  ///
  /// @throws MalformedMessageException if it is not protobuf
  public static ProtobufReader parse(byte[] message) throws MalformedMessageException {
    return parse(ByteBuffer.wrap(message));
  }

  private static ProtobufReader parse(ByteBuffer message) throws MalformedMessageException {
    List<Field> fields = new ArrayList<>();
    ByteBuffer rest = message.duplicate();
    while (rest.hasRemaining()) {
      if (fields.size() == MAX_FIELDS) {
        throw new MalformedMessageException("A message of more than " + MAX_FIELDS + " fields");
      }
      fields.add(field(rest));
    }
    return new ProtobufReader(fields);
  }

  private static Field field(ByteBuffer rest) throws MalformedMessageException {
    long tag = varint(rest);
    if (tag >>> 3 == 0 || tag >>> 3 > 0x1fff_ffff) {
      throw new MalformedMessageException("Not a field number: " + (tag >>> 3));
    }
    int number = (int) (tag >>> 3);
    int wireType = (int) (tag & 7);
    return switch (wireType) {
      case VARINT -> new Field(number, wireType, varint(rest), ByteBuffer.allocate(0));
      case FIXED_64 -> new Field(number, wireType, 0, take(rest, Long.BYTES));
      case FIXED_32 -> new Field(number, wireType, 0, take(rest, Integer.BYTES));
      case DELIMITED -> new Field(number, wireType, 0, take(rest, varint(rest)));
      default -> throw new MalformedMessageException("Not a wire type: " + wireType);
    };
  }

  private static ByteBuffer take(ByteBuffer rest, long size) throws MalformedMessageException {
    if (size > rest.remaining()) {
      throw new MalformedMessageException(
          "A field of %d bytes in a message with %d left".formatted(size, rest.remaining()));
    }
    ByteBuffer taken = rest.slice(rest.position(), (int) size);
    rest.position(rest.position() + (int) size);
    return taken;
  }

  /// Ten bytes, as protobuf writes negative numbers; all 64 bits are kept.
  private static long varint(ByteBuffer rest) throws MalformedMessageException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (!rest.hasRemaining()) {
        throw new MalformedMessageException("The message ends within a varint");
      }
      int next = rest.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedMessageException("A varint is too long");
  }

  /// Returns the last number given for `field`, as protobuf has it.
  public Optional<Long> number(int field) {
    return last(field, VARINT).map(Field::value);
  }

  /// Returns the last bytes given for `field`.
  public Optional<byte[]> bytes(int field) {
    return last(field, DELIMITED).map(found -> copy(found.content()));
  }

  /// Returns the last string given for `field`; malformed UTF-8 is replaced.
  public Optional<String> text(int field) {
    return bytes(field).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /// Returns the last message given for `field`.
  ///
  /// @throws MalformedMessageException if it is there and is no message
  public Optional<ProtobufReader> message(int field) throws MalformedMessageException {
    Optional<Field> found = last(field, DELIMITED);
    return found.isEmpty() ? Optional.empty() : Optional.of(parse(found.get().content()));
  }

  /// Returns every number given for `field`, packed ones too, in order.
  ///
  /// @throws MalformedMessageException if packed numbers are malformed
  public List<Long> allNumbers(int field) throws MalformedMessageException {
    List<Long> numbers = new ArrayList<>();
    for (Field found : fields) {
      if (found.number() != field) {
        continue;
      }
      if (found.wireType() == VARINT) {
        numbers.add(found.value());
      } else if (found.wireType() == DELIMITED) {
        ByteBuffer packed = found.content().duplicate();
        while (packed.hasRemaining()) {
          numbers.add(varint(packed));
        }
      }
    }
    return numbers;
  }

  /// Returns every byte string given for `field`, in order.
  public List<byte[]> allBytes(int field) {
    return fields.stream()
        .filter(found -> found.number() == field && found.wireType() == DELIMITED)
        .map(found -> copy(found.content()))
        .toList();
  }

  /// Returns every string given for `field`, in order; malformed UTF-8 is replaced.
  public List<String> allTexts(int field) {
    return allBytes(field).stream()
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .toList();
  }

  /// Returns every message given for `field`, in order.
  ///
  /// @throws MalformedMessageException if one of them is no message
  public List<ProtobufReader> allMessages(int field) throws MalformedMessageException {
    List<ProtobufReader> messages = new ArrayList<>();
    for (Field found : fields) {
      if (found.number() == field && found.wireType() == DELIMITED) {
        messages.add(parse(found.content()));
      }
    }
    return messages;
  }

  private Optional<Field> last(int field, int wireType) {
    return fields.reversed().stream()
        .filter(found -> found.number() == field && found.wireType() == wireType)
        .findFirst();
  }

  private static byte[] copy(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
