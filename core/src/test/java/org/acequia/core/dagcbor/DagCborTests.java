package org.acequia.core.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.acequia.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagCborTests {

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                               | nothing at all
          0000                             | a second item after the first
          1800                             | zero in two bytes
          1817                             | 23 in two bytes
          190018                           | 24 in three bytes
          1a0000ffff                       | 65,535 in five bytes
          1b00000000ffffffff               | 2^32-1 in nine bytes
          3800                             | minus one in two bytes
          1c                               | a reserved length
          5f41ff41feff                     | bytes of indefinite length
          7f6161ff                         | text of indefinite length
          9fff                             | a list of indefinite length
          bfff                             | a map of indefinite length
          ff                               | a lone break
          5801ff                           | a length in two bytes, where one will do
          42ff                             | bytes that end early
          6261                             | text that ends early
          8201                             | a list that ends early
          a16161                           | a map that ends early
          19ff                             | a number that ends early
          9b7fffffffffffffff               | a list longer than memory
          bbffffffffffffffff               | a map longer than memory
          5bffffffffffffffff               | bytes longer than memory
          7a7fffffff                       | text longer than the input
          61ff                             | text that is not UTF-8
          62c080                           | text with an overlong zero
          63eda080                         | text with half a surrogate pair
          a10100                           | a key that is an integer
          a1410000                         | a key that is a byte string
          a2616200616100                   | keys out of order
          a262616100616200                 | a longer key before a shorter one
          a2616100616101                   | a key twice
          a161ff00                         | a key that is not UTF-8
          f90000                           | a float of 16 bits
          fa00000000                       | a float of 32 bits
          fb7ff8000000000000               | not a number
          fb7ff0000000000000               | infinity
          fbfff0000000000000               | minus infinity
          f7                               | undefined
          f0                               | an unassigned simple value
          f820                             | a simple value in two bytes
          f814                             | false in two bytes
          c001                             | tag 0
          c240                             | a bignum
          d82b4100                         | tag 43
          d9002a450001550000               | tag 42 in three bytes
          d82a60                           | a CID that is a text
          d82a40                           | a CID of no bytes
          d82a450155000000                 | a CID without its prefix
          d82a4100                         | a CID of only its prefix
          d82a450002550000                 | a CID of version 2
          d82a4600015500000f               | a CID longer than its digest
          d82a46000155120200               | a CID with less digest than it says
          d82a4600018000000000             | a CID with a codec in more bytes than it needs
          """)
  void refusesWhatItWouldNotHaveWritten(String hex, String what) {
    byte[] bytes = HexFormat.of().parseHex(hex.strip());
    assertThatThrownBy(() -> DagCbor.decode(bytes, DagCbor.Limits.BLOCK))
        .as(what)
        .isInstanceOf(DagCborException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "17",
        "1818",
        "18ff",
        "190100",
        "19ffff",
        "1a00010000",
        "1affffffff",
        "1b0000000100000000",
        "1b7fffffffffffffff",
        "1b8000000000000000",
        "1bffffffffffffffff",
        "20",
        "37",
        "3818",
        "3b7fffffffffffffff",
        "3b8000000000000000",
        "3bffffffffffffffff",
        "f4",
        "f5",
        "f6",
        "40",
        "4101",
        "60",
        "6161",
        "62c3a9",
        "64f09f8cb1",
        "80",
        "8100",
        "a0",
        "a161610a",
        "a3616100616200626161f6",
        "fb3ff0000000000000",
        "fb8000000000000000",
        "fb0000000000000001",
        "d82a450001550000"
      })
  void readsAndWritesTheOneFormOfEachKind(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(DagCbor.encode(DagCbor.decode(bytes, DagCbor.Limits.BLOCK))).isEqualTo(bytes);
  }

  @Test
  void readsIntegersOnBothSidesOfSixtyFourBits() {
    assertThat(decode("3b7fffffffffffffff")).isEqualTo(new Node.Int(Long.MIN_VALUE));
    assertThat(decode("3b8000000000000000"))
        .isEqualTo(new Node.BigInt(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE)));
    assertThat(decode("1bffffffffffffffff"))
        .isEqualTo(new Node.BigInt(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));
  }

  @Test
  void writesShorterKeysFirstAndThenByBytes() {
    Node map = Node.Dictionary.of(Map.of("b", Node.NULL, "aa", Node.TRUE, "a", Node.FALSE));
    assertThat(DagCbor.encode(map)).asHexString().isEqualTo("A36161F46162F6626161F5");
  }

  @Test
  void sortsKeysOutsideTheBasicPlaneAfterThoseInsideIt() {
    Node map = Node.Dictionary.of(Map.of("\ud83c\udf31", Node.NULL, "\uff5ea", Node.NULL));
    assertThat(DagCbor.encode(map)).asHexString().startsWith("A264EFBD9E61F664F09F8CB1");
  }

  @Test
  void holdsItsReadersToTheDepthTheyName() {
    byte[] deep = nested(16);
    assertThat(DagCbor.encode(DagCbor.decode(deep, DagCbor.Limits.RECORD))).isEqualTo(deep);
    assertThatThrownBy(() -> DagCbor.decode(nested(17), DagCbor.Limits.RECORD))
        .isInstanceOf(DagCborException.class)
        .hasMessageContaining("16 deep");
  }

  @Test
  void refusesALadderOfListsBeforeTheStackEnds() {
    byte[] ladder = new byte[1 << 20];
    Arrays.fill(ladder, (byte) 0x81);
    assertThatThrownBy(() -> DagCbor.decode(ladder, DagCbor.Limits.BLOCK))
        .isInstanceOf(DagCborException.class)
        .hasMessageContaining("256 deep");
  }

  @Test
  void refusesMoreListsThanItsLimit() {
    byte[] many = new byte[5 + DagCbor.MAX_CONTAINERS];
    Arrays.fill(many, (byte) 0x80);
    System.arraycopy(HexFormat.of().parseHex("9a00010000"), 0, many, 0, 5);
    assertThatThrownBy(() -> DagCbor.decode(many, DagCbor.Limits.BLOCK))
        .isInstanceOf(DagCborException.class)
        .hasMessageContaining("65536");
  }

  @Test
  void refusesMoreBytesThanItsLimit() {
    byte[] large = new byte[(64 << 10) + 1];
    assertThatThrownBy(() -> DagCbor.decode(large, DagCbor.Limits.RECORD))
        .isInstanceOf(DagCborException.class)
        .hasMessageContaining("at most 65536");
  }

  @Test
  void refusesFloatsInRecords() {
    byte[] one = HexFormat.of().parseHex("fb3ff0000000000000");
    assertThatThrownBy(() -> DagCbor.decode(one, DagCbor.Limits.RECORD))
        .isInstanceOf(DagCborException.class);
  }

  @Test
  void refusesToWriteHalfASurrogatePair() {
    assertThatThrownBy(() -> new Node.Text("\ud83c")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Node.Dictionary.of(Map.of("a\udf31", Node.NULL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToWriteWhatItWouldNotRead() {
    Node deep = Node.NULL;
    for (int i = 0; i <= DagCbor.MAX_DEPTH; i++) {
      deep = new Node.List(List.of(deep));
    }
    Node tooDeep = deep;
    assertThatThrownBy(() -> DagCbor.encode(tooDeep)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void carriesLinksToForeignCids() {
    Bytes v0 = Bytes.ofHex("1220" + String.join("", Collections.nCopies(32, "ab")));
    byte[] bytes = DagCbor.encode(new Node.Link(v0));
    Node.Link link = (Node.Link) DagCbor.decode(bytes, DagCbor.Limits.BLOCK);
    assertThat(link.cid()).isEqualTo(v0);
    assertThatThrownBy(link::target).isInstanceOf(DagCborException.class);
  }

  private static Node decode(String hex) {
    return DagCbor.decode(HexFormat.of().parseHex(hex), DagCbor.Limits.BLOCK);
  }

  private static byte[] nested(int depth) {
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, (byte) 0x81);
    bytes[depth - 1] = (byte) 0x80;
    return bytes;
  }
}
