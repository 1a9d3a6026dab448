package org.acequia.replication.wire.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProtobufTests {

  @Property
  void aVarintIsReadAsItWasWritten(@ForAll @LongRange(min = 0) long value) throws IOException {
    assertThat(Varint.read(new ByteArrayInputStream(Varint.encode(value)))).isEqualTo(value);
  }

  @Test
  void aVarintWithoutEndIsRefused() {
    byte[] endless = new byte[20];
    java.util.Arrays.fill(endless, (byte) 0x80);

    assertThatThrownBy(() -> Varint.read(new ByteArrayInputStream(endless)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void fieldsAreReadAsTheyWereWritten() throws IOException {
    ProtobufReader message =
        ProtobufReader.parse(
            new ProtobufWriter()
                .number(1, 300)
                .text(2, "a")
                .text(2, "b")
                .message(3, new ProtobufWriter().number(1, 7))
                .toByteArray());

    assertThat(message.number(1)).contains(300L);
    assertThat(message.allTexts(2)).containsExactly("a", "b");
    assertThat(message.text(2)).contains("b");
    assertThat(message.message(3).orElseThrow().number(1)).contains(7L);
    assertThat(message.bytes(9)).isEmpty();
  }

  @Test
  void aFieldLargerThanItsMessageIsRefused() {
    byte[] message = {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 1};

    assertThatThrownBy(() -> ProtobufReader.parse(message))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aMessageOfTooManyFieldsIsRefused() {
    byte[] message = new byte[2 * (ProtobufReader.MAX_FIELDS + 1)];
    java.util.Arrays.fill(message, (byte) 0x08);

    assertThatThrownBy(() -> ProtobufReader.parse(message))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aMessageLargerThanTheLimitIsRefusedUnread() {
    ByteArrayInputStream input = new ByteArrayInputStream(new byte[] {100, 1, 2, 3});

    assertThatThrownBy(() -> LengthPrefixed.read(input, 99))
        .isInstanceOf(MalformedMessageException.class);
    assertThat(input.available()).isEqualTo(3);
  }

  @Property
  void noBytesBreakTheReader(@ForAll byte[] bytes) {
    try {
      ProtobufReader.parse(bytes).allBytes(1);
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageMatching(".+");
    }
  }
}
