package org.acequia.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.Node;
import org.junit.jupiter.api.Test;

class FileMetadataCodecTests {

  @Test
  void whatIsWrittenIsReadAgain() {
    FileMetadata whole =
        new FileMetadata(
            Optional.of("Canción"),
            Optional.of("Una tarde"),
            List.of("Ana", "Bruno"),
            Optional.of("1987"),
            Optional.of("Valle Seco"),
            Optional.of(new Coordinates(-33.456789, -70.648)),
            Optional.of("Zorki 4"),
            List.of("canto"),
            Optional.of("CC BY"),
            Optional.of("es"),
            OptionalInt.of(640),
            OptionalInt.of(480),
            Optional.of(Duration.ofMillis(61_500)),
            OptionalInt.of(3));

    assertThat(FileMetadataCodec.decode(FileMetadataCodec.encode(whole))).isEqualTo(whole);
    assertThat(FileMetadataCodec.decode(FileMetadataCodec.encode(FileMetadata.NONE)))
        .isEqualTo(FileMetadata.NONE);
  }

  @Test
  void whatBreaksALimitIsRefused() {
    byte[] long_ =
        DagCbor.encode(
            new MapBuilder()
                .put("creators", List.of("x".repeat(501)), Node.Text::new)
                .put("keywords", List.of(), Node.Text::new)
                .build());
    byte[] nowhere =
        DagCbor.encode(
            new MapBuilder()
                .put("creators", List.of(), Node.Text::new)
                .put("keywords", List.of(), Node.Text::new)
                .put("latitude", 91_000_000)
                .put("longitude", 0)
                .build());

    assertThatThrownBy(() -> FileMetadataCodec.decode(long_)).isInstanceOf(DagCborException.class);
    assertThatThrownBy(() -> FileMetadataCodec.decode(nowhere))
        .isInstanceOf(DagCborException.class);
  }
}
