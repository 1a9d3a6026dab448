package org.acequia.indexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.acequia.core.media.FileMetadata;
import org.junit.jupiter.api.Test;

class StreamsTests {

  @Test
  void aFilmTellsItsSizeUprightItsLengthAndItsTags() {
    MetadataDraft draft = new MetadataDraft();
    Streams streams =
        Streams.read(
            """
            streams.stream.0.codec_type="video"
            streams.stream.0.width=1920
            streams.stream.0.height=1080
            streams.stream.0.side_data_list.side_data.0.rotation=-90
            streams.stream.1.codec_type="audio"
            format.duration="61.500000"
            format.tags.title="La \\"fiesta\\"\\nde junio"
            format.tags.location="+37.7749-122.4194/"
            format.tags.creation_time="2017-02-22T08:20:28.000000Z"
            """,
            draft);
    FileMetadata metadata = draft.build();

    assertThat(streams).isEqualTo(new Streams(true, true, 61.5, 1_920L * 1_080));
    assertThat(metadata.title()).contains("La \"fiesta\" de junio");
    assertThat(metadata.width()).hasValue(1_080);
    assertThat(metadata.coordinates().orElseThrow().longitude()).isEqualTo(-122.4194);
    assertThat(metadata.date()).contains("2017-02-22T08:20:28Z");
    assertThat(metadata.duration().orElseThrow()).hasMillis(61_500);
  }

  @Test
  void theCoverOfARecordDoesNotMove() {
    Streams streams =
        Streams.read(
            """
            streams.stream.0.codec_type="audio"
            streams.stream.1.codec_type="video"
            streams.stream.1.disposition.attached_pic=1
            """,
            new MetadataDraft());

    assertThat(streams.video()).isFalse();
    assertThat(streams.audio()).isTrue();
  }

  @Test
  void nonsenseIsNothing() {
    assertThat(
            Streams.read("streams.stream.0.width=99999999999999\n=\n\u0000", new MetadataDraft()))
        .isEqualTo(new Streams(false, false, 0, 0));
  }
}
