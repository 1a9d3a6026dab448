package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.acequia.web.pages.QrCode;
import org.junit.jupiter.api.Test;

class QrCodeTests {

  private static final String ADDRESS = "http://192.168.1.20:8080/";

  @Test
  void hasTheThreeFinderPatternsInsideItsBorder() {
    QrCode code = QrCode.of(ADDRESS);
    // Version 2, as 25 characters need at level M: 25 modules and a border of 4 on each side.
    assertThat(code.viewBox()).isEqualTo("0 0 33 33");
    assertThat(code.path()).startsWith("M4 4h7v1h-7z").contains("M22 4h7v1h-7z", "M4 22h7v1h-7z");
  }

  @Test
  void drawsAsManyModulesAsTheLibrarySets() {
    var code =
        io.nayuki.qrcodegen.QrCode.encodeText(ADDRESS, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    int dark = 0;
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        dark += code.getModule(x, y) ? 1 : 0;
      }
    }
    int drawn =
        Pattern.compile("h(\\d+)v1")
            .matcher(QrCode.of(ADDRESS).path())
            .results()
            .mapToInt(run -> Integer.parseInt(run.group(1)))
            .sum();
    assertThat(drawn).isEqualTo(dark);
  }

  @Test
  void standsAloneWithoutScriptOrStyle() {
    assertThat(QrCode.of("acequia1:" + "mfzw".repeat(100)).svg())
        .startsWith("<svg xmlns=")
        .doesNotContain("style", "script");
  }

  @Test
  void refusesWhatOldPhonesCouldNotRead() {
    assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("a".repeat(1_201)));
  }
}
