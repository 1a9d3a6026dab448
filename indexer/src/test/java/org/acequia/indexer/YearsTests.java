package org.acequia.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearsTests {

  @ParameterizedTest
  @CsvSource({
    "1987, 1987",
    "c. 1930-1950, 1930",
    "1962-05-01, 1962",
    "May 1962, 1962",
    "1762–1787, 1762",
    "198X, 1980",
    "ca.1805?, 1805"
  })
  void theFirstYearNamedCounts(String date, int year) {
    assertThat(Years.first(date)).hasValue(year);
  }

  @ParameterizedTest
  @CsvSource({"date not known", "17", "12345", "2150", "''"})
  void whatNamesNoYearHasNone(String date) {
    assertThat(Years.first(date)).isEmpty();
  }

  @Test
  void aNumberWithADecimalPointIsNoYear() {
    assertThat(Years.first("size 3.1415")).isEmpty();
  }
}
