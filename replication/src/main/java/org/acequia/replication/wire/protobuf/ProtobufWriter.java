package org.acequia.replication.wire.protobuf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Builds one protobuf message, field by field, in the order of the calls.
public final class ProtobufWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Appends a varint field.
  public ProtobufWriter number(int field, long value) {
    append(field, ProtobufReader.VARINT);
    varint(value);
    return this;
  }

  /// Appends a length-delimited field.
  public ProtobufWriter bytes(int field, byte[] value) {
    append(field, ProtobufReader.DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /// Appends a string field.
  public ProtobufWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends an embedded message.
  public ProtobufWriter message(int field, ProtobufWriter value) {
    return bytes(field, value.toByteArray());
  }

  /// Returns the message so far.
  public byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void append(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    try {
      Varint.write(bytes, value);
    } catch (IOException e) {
      throw new IllegalStateException("A byte array refused a byte", e);
    }
  }
}
