package org.acequia.indexer.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTests {

  @ParameterizedTest
  @CsvSource({
    "2003:12:14 12:01:44, 2003-12-14T12:01:44",
    "2003:12:14 12:01:44+02:00, 2003-12-14T12:01:44+02:00",
    "2017-02-22T08:20:28.000000Z, 2017-02-22T08:20:28Z",
    "20030528, 2003-05-28",
    "1987, 1987",
    "1987-06, 1987-06",
    "1987-06-24, 1987-06-24",
    "2010-07-28T11:02, 2010-07-28T11:02:00",
  })
  void isWrittenAsTheFileSaysIt(String written, String expected) {
    assertThat(Dates.read(written)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000:00:00 00:00:00",
        "1904-01-01T00:00:00Z extra",
        "2003:13:14 12:01:44",
        "yesterday",
        "    :  :     :  :  ",
        "2003:02:31",
        "0001-01-01",
        "99999"
      })
  void whatIsNoDateIsNone(String written) {
    assertThat(Dates.read(written)).isEmpty();
  }

  @Test
  void aDateAndATimeThatStandApartAreOne() {
    assertThat(Dates.read("20030528", "101112+0200", null)).contains("2003-05-28T10:11:12+02:00");
    assertThat(Dates.read("20030528", "nonsense", null)).contains("2003-05-28");
  }
}
