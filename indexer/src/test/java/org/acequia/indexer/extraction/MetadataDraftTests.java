package org.acequia.indexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.acequia.core.media.FileMetadata;
import org.junit.jupiter.api.Test;

class MetadataDraftTests {

  @Test
  void whatIsSaidFirstCounts() {
    FileMetadata metadata =
        new MetadataDraft().title(null).title(" ").title("One").title("Two").build();

    assertThat(metadata.title()).contains("One");
  }

  @Test
  void textsAreMadeHarmlessAndShort() {
    FileMetadata metadata =
        new MetadataDraft()
            .title("bell\u0007 and\nline \u202egnp\ud800")
            .description("two\nlines")
            .creator("n\u0303".repeat(1_000))
            .build();

    assertThat(metadata.title()).contains("bell and line gnp\uFFFD");
    assertThat(metadata.description()).contains("two\nlines");
    assertThat(metadata.creators().getFirst())
        .hasSize(FileMetadata.LINE_LENGTH_MAX)
        .startsWith("ñ");
  }

  @Test
  void listsAreBounded() {
    MetadataDraft draft = new MetadataDraft();
    IntStream.range(0, 1_000).forEach(i -> draft.keyword("word " + i));

    assertThat(draft.build().keywords()).hasSize(FileMetadata.VALUES_MAX);
  }

  @Test
  void theMakerIsNamedOnce() {
    assertThat(new MetadataDraft().camera("NIKON CORPORATION", "NIKON D70").build().camera())
        .contains("NIKON D70");
    assertThat(new MetadataDraft().camera("Apple", "iPhone X").build().camera())
        .contains("Apple iPhone X");
  }

  @Test
  void thePointOfNoCoordinatesIsNoPlace() {
    assertThat(new MetadataDraft().coordinates(0, 0).build().coordinates()).isEmpty();
    assertThat(new MetadataDraft().coordinates(91, 0).build().coordinates()).isEmpty();
    assertThat(new MetadataDraft().coordinates(-33.4, -70.6).build().coordinates()).isPresent();
  }
}
