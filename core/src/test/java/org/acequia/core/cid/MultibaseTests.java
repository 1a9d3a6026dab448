package org.acequia.core.cid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultibaseTests {

  /// The files basic.csv, leading_zero.csv and two_leading_zeros.csv of multiformats/multibase.
  @ParameterizedTest
  @CsvSource({
    "'yes mani !', bpfsxgidnmfxgsibb, z7paNL19xttacUY",
    "'\u0000yes mani !', bab4wk4zanvqw42jaee, z17paNL19xttacUY",
    "'\u0000\u0000yes mani !', baaahszltebwwc3tjeaqq, z117paNL19xttacUY",
  })
  void writesAndReadsWhatOthersDo(String content, String base32, String base58btc) {
    byte[] bytes = content.getBytes(UTF_8);
    assertThat(Multibase.base32(bytes)).isEqualTo(base32);
    assertThat(Multibase.base58btc(bytes)).isEqualTo(base58btc);
    assertThat(Multibase.decode(base32)).isEqualTo(bytes);
    assertThat(Multibase.decode(base58btc)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mAHllcyBtYW5pICE", "ba", "bAB", "bab1", "baf", "z0", "zO", "zI", "zl", "z a"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLongTextsBeforeItReadsThem() {
    assertThatThrownBy(() -> Multibase.decode("z" + "2".repeat(Multibase.MAX_LENGTH)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void readsBackWhatItWrote(@ForAll @Size(max = 200) byte[] bytes) {
    assertThat(Multibase.decode(Multibase.base32(bytes))).isEqualTo(bytes);
    assertThat(Multibase.decode(Multibase.base58btc(bytes))).isEqualTo(bytes);
  }
}
