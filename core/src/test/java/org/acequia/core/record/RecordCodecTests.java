package org.acequia.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTests {

  private static final SetId SET = new SetId(TestCommunity.id(5));
  private static final Slot SLOT =
      new Slot(Slot.Kind.ITEM, TestCommunity.id(9), "description", Optional.empty());
  private static final BodyRef BODY = Body.ref(new Body(TestCommunity.id(3), Node.NULL).encode());

  private final TestCommunity community = new TestCommunity();

  @Test
  void aRecordReadsBackAsWhatWasSigned() {
    Record first = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 5);
    Record second = community.founder().state(Draft.tomb(SET, SLOT, List.of(first.id())), 6);

    assertThat(first.payload().body()).contains(BODY);
    assertThat(second.payload().author().previous()).contains(first.id());
    assertThat(second.payload().supersedes()).containsExactly(first.id());
    assertThat(RecordCodec.decode(second.bytes()).payload()).isEqualTo(second.payload());
    assertThat(second.id().value()).isEqualTo(Cid.of(Codec.DAG_CBOR, second.bytes().toArray()));
  }

  @Test
  void onlyTheAuthorsSignatureOverExactlyThesePayloadBytesVerifies() {
    Record record = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 5);
    assertThat(RecordCodec.verify(record)).isTrue();

    byte[] other = record.bytes().toArray();
    other[10] ^= 1;
    assertThat(RecordCodec.verify(RecordCodec.decode(Bytes.of(other)))).isFalse();

    Record later = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 6);
    byte[] swapped = record.bytes().toArray();
    System.arraycopy(later.signature().toArray(), 0, swapped, 3, 64);
    assertThat(RecordCodec.verify(RecordCodec.decode(Bytes.of(swapped)))).isFalse();
  }

  @Test
  void supersededRecordsStandInOneOrderWhateverTheCallersWas() {
    Record a = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 5);
    Record b = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 6);

    Draft draft = Draft.rec(SET, SLOT, List.of(a.id(), b.id()), BODY);
    Draft turned = Draft.rec(SET, SLOT, List.of(b.id(), a.id(), b.id()), BODY);

    assertThat(community.founder().stateAt(9, Optional.of(b.id()), draft, 7))
        .isEqualTo(community.founder().stateAt(9, Optional.of(b.id()), turned, 7));
  }

  @Test
  void aRecordOverItsTypesSizeIsRefusedAndSaysSo() {
    Node large = new Node.Binary(Bytes.of(new byte[70_000]));
    assertThatThrownBy(() ->
            community.founder().state(Draft.governance(RecordType.PLEDGE, List.of(), large), 5))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> RecordCodec.decode(Bytes.of(new byte[65_537])))
        .hasMessageContaining("65,537 bytes");
  }

  @Test
  void aDescriptionHeaderOfMoreThanFourKibibytesIsRefused() {
    assertRefused(
        map -> map.put("x", new Node.List(java.util.Collections.nCopies(200, link(1)))),
        "record.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "ty", "k", "s", "a", "q", "t", "tq", "g", "b", "n"})
  void noFieldMayBeMissing(String field) {
    assertRefused(map -> map.remove(field), "record." + field);
  }

  @Test
  void fieldsAtOddsWithEachOtherAreRefusedByName() {
    assertRefused(map -> map.put("v", new Node.Int(2)), "record.v");
    assertRefused(map -> map.put("ty", new Node.Text("song")), "record.ty");
    assertRefused(map -> map.remove("c"), "record.c");
    assertRefused(map -> map.put("c", new Node.Text("x")), "record.c");
    assertRefused(map -> map.put("k", bytes(15)), "record.k");
    assertRefused(map -> map.put("k", bytes(16)), "record.k");
    assertRefused(map -> map.put("s", bytes(65)), "record.s");
    assertRefused(map -> map.put("a", bytes(31)), "record.a");
    assertRefused(map -> map.put("q", new Node.Int(0)), "record.q");
    assertRefused(map -> map.put("q", new Node.Int(2)), "record.p");
    assertRefused(map -> map.put("p", link(1)), "record.p");
    assertRefused(map -> map.put("x", Node.List.of()), "record.x");
    assertRefused(map -> map.put("x", Node.List.of(link(1), link(1))), "record.x");
    assertRefused(map -> map.put("t", new Node.Int(1L << 62)), "record.t");
    assertRefused(map -> map.put("t", new Node.Int(-1)), "record.t");
    assertRefused(map -> map.put("tq", new Node.Int(4)), "record.tq");
    assertRefused(map -> map.put("g", new Node.Int(-1)), "record.g");
    assertRefused(map -> map.put("cap", new Node.Int(1)), "record.cap");
    assertRefused(map -> map.put("b", Node.NULL), "record.b");
    assertRefused(map -> map.put("n", new Node.Int(65_537)), "record.n");
    assertRefused(map -> map.put("e", bytes(33)), "record.e");
    assertRefused(map -> map.put("m", Node.NULL), "record.m");
    assertRefused(map -> map.put("z", Node.NULL), "'z'");
  }

  @Test
  void whatIsNoRecordAtAllIsRefused() {
    assertThatThrownBy(() -> RecordCodec.decode(Bytes.of()))
        .isInstanceOf(MalformedRecordException.class);
    Record record = community.founder().state(Draft.rec(SET, SLOT, List.of(), BODY), 5);
    byte[] longer = java.util.Arrays.copyOf(record.bytes().toArray(), record.bytes().size() + 1);
    assertThatThrownBy(() -> RecordCodec.decode(Bytes.of(longer)))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> RecordCodec.decode(record.bytes().slice(0, record.bytes().size() - 1)))
        .isInstanceOf(MalformedRecordException.class);
  }

  private void assertRefused(Consumer<Map<String, Node>> change, String named) {
    Payload payload =
        Draft.rec(SET, SLOT, List.of(), BODY)
            .by(
                Optional.of(community.id()),
                new Authorship(community.founder().key(), 1, Optional.empty(), Optional.empty(), 0),
                Hlc.ofMillis(5),
                0);
    Map<String, Node> map =
        new LinkedHashMap<>(((Node.Dictionary) PayloadCodec.toNode(payload)).entries());
    change.accept(map);
    Node record = Node.List.of(bytes(64), Node.Dictionary.of(map));
    assertThatThrownBy(() -> RecordCodec.decode(Bytes.of(DagCbor.encode(record))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(named);
  }

  private static Node bytes(int size) {
    return new Node.Binary(Bytes.of(new byte[size]));
  }

  private static Node link(int number) {
    return new Node.Link(Cid.of(Codec.DAG_CBOR, new byte[] {(byte) number}));
  }
}
