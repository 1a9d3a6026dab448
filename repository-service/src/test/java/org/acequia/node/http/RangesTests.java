package org.acequia.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTests {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 10, 0, 1",
    "bytes=2-4, 10, 2, 3",
    "bytes=5-, 10, 5, 5",
    "bytes=5-99, 10, 5, 5",
    "bytes=-3, 10, 7, 3",
    "bytes=-30, 10, 0, 10",
  })
  void oneRangeIsCutToTheFile(String header, long size, long offset, long length) {
    assertThat(Ranges.read(Optional.of(header), size)).isEqualTo(new Ranges.Part(offset, length));
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-, 10", "bytes=-0, 10", "bytes=0-, 0"})
  void bytesThatAreNotThereCannotBeSent(String header, long size) {
    assertThat(Ranges.read(Optional.of(header), size)).isEqualTo(new Ranges.Unsatisfiable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"bytes=0-1,3-4", "bytes=-", "items=0-1", "bytes=4-2", "bytes=a-b"})
  void whatIsNotUnderstoodIsAnsweredWithTheWhole(String header) {
    assertThat(Ranges.read(Optional.of(header), 10)).isEqualTo(new Ranges.Whole());
  }
}
