package org.acequia.core.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;

class DagCborRoundTripTests {

  @Property
  void readsBackWhatItWrote(@ForAll("nodes") Node node) {
    byte[] bytes = DagCbor.encode(node);
    assertThat(DagCbor.decode(bytes, DagCbor.Limits.BLOCK)).isEqualTo(node);
  }

  @Property
  void writesBackWhateverItAccepts(@ForAll("nodes") Node node, @ForAll int at, @ForAll byte value) {
    byte[] bytes = DagCbor.encode(node);
    bytes[Math.floorMod(at, bytes.length)] = value;
    try {
      Node read = DagCbor.decode(bytes, DagCbor.Limits.BLOCK);
      assertThat(DagCbor.encode(read)).isEqualTo(bytes);
    } catch (DagCborException refused) {
      assertThat(refused).hasMessageContaining("byte");
    }
  }

  @Property
  void neverReadsHalfAnInput(@ForAll("nodes") Node node, @ForAll int at) {
    byte[] bytes = DagCbor.encode(node);
    byte[] half = Arrays.copyOf(bytes, Math.floorMod(at, bytes.length));
    assertThatThrownBy(() -> DagCbor.decode(half, DagCbor.Limits.BLOCK))
        .isInstanceOf(DagCborException.class);
  }

  @Provide
  Arbitrary<Node> nodes() {
    return Arbitraries.recursive(
        DagCborRoundTripTests::leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(6).map(Node.List::new),
                Arbitraries.maps(texts(), inner).ofMaxSize(6).map(Node.Dictionary::of)),
        0,
        3);
  }

  private static Arbitrary<Node> leaves() {
    return Arbitraries.oneOf(
        Arbitraries.just(Node.NULL),
        Arbitraries.of(Node.TRUE, Node.FALSE),
        Arbitraries.longs().map(Node.Int::new),
        Arbitraries.bigIntegers()
            .between(BigInteger.TWO.pow(63), BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
            .map(Node.BigInt::new),
        Arbitraries.doubles().filter(Double::isFinite).map(Node.Floating::new),
        texts().map(Node.Text::new),
        bytes().map(Node.Binary::new),
        bytes().map(content -> new Node.Link(Cid.of(Codec.RAW, content.toArray()))));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('\u00e0', '\u07ff')
        .withCharRange('\ue000', '\uffff')
        .withChars('\u0000', '\n')
        .ofMaxLength(30);
  }

  private static Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::of);
  }
}
