package org.acequia.core.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.junit.jupiter.api.Test;

class MapReaderTests {

  private static final Cid TARGET = Cid.of(Codec.RAW, new byte[] {1});

  private static final Node.Dictionary MAP =
      new MapBuilder()
          .put("v", 1)
          .put("s", Bytes.of((byte) 1, (byte) 2))
          .put("n", "fiesta")
          .put("y", true)
          .put("p", TARGET)
          .put("x", List.of(TARGET), Node.Link::new)
          .putNullable("b", Optional.<Cid>empty(), Node.Link::new)
          .putIfPresent("e", Optional.<Bytes>empty(), Node.Binary::new)
          .build();

  @Test
  void givesBackWhatWasBuilt() {
    MapReader reader = MapReader.of(MAP, "payload");
    assertThat(reader.integer("v", 1, 1)).isEqualTo(1);
    assertThat(reader.bytes("s", 1, 64)).isEqualTo(Bytes.of((byte) 1, (byte) 2));
    assertThat(reader.text("n", 10)).isEqualTo("fiesta");
    assertThat(reader.bool("y")).isTrue();
    assertThat(reader.link("p")).isEqualTo(TARGET);
    assertThat(reader.list("x", 8, node -> Shape.link(node, "x"))).containsExactly(TARGET);
    assertThat(reader.nullableLink("b")).isEmpty();
    assertThat(reader.optionalBytes("e", 0, 64)).isEmpty();
    reader.end();
  }

  @Test
  void refusesFieldsNobodyAskedFor() {
    MapReader reader = MapReader.of(new MapBuilder().put("v", 1).put("zz", 2).build(), "payload");
    reader.integer("v", 0, 9);
    assertThatThrownBy(reader::end)
        .isInstanceOf(DagCborException.class)
        .hasMessage("payload has the unknown field 'zz'");
  }

  @Test
  void namesTheFieldThatIsMissingOrOfAnotherKind() {
    MapReader reader = MapReader.of(MAP, "payload");
    assertThatThrownBy(() -> reader.integer("q", 0, 9))
        .isInstanceOf(DagCborException.class)
        .hasMessage("payload.q is missing");
    assertThatThrownBy(() -> reader.integer("v", 2, 9))
        .isInstanceOf(DagCborException.class)
        .hasMessageStartingWith("payload.v");
    assertThatThrownBy(() -> reader.text("n", 5))
        .isInstanceOf(DagCborException.class)
        .hasMessageStartingWith("payload.n");
    assertThatThrownBy(() -> reader.bytes("s", 3))
        .isInstanceOf(DagCborException.class)
        .hasMessageContaining("3 to 3 bytes is due, not 2 bytes");
    assertThatThrownBy(() -> reader.optionalLink("b")).isInstanceOf(DagCborException.class);
    assertThatThrownBy(() -> reader.list("x", 0, node -> node))
        .isInstanceOf(DagCborException.class);
    assertThatThrownBy(() -> MapReader.of(Node.NULL, "payload"))
        .isInstanceOf(DagCborException.class);
  }

  @Test
  void takesAKeyOnlyOnceIntoAMap() {
    MapBuilder builder = new MapBuilder().put("v", 1);
    assertThatThrownBy(() -> builder.put("v", 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
