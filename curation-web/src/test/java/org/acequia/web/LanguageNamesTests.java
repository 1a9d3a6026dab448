package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.LanguageNames;
import org.junit.jupiter.api.Test;

/// Languages are called by their names, and kept by their tags.
class LanguageNamesTests {

  @Test
  void aNameInAnyLanguageOfThePagesOrInItsOwnIsUnderstood() {
    assertThat(LanguageNames.tag("español")).isEqualTo("es");
    assertThat(LanguageNames.tag(" Spanish ")).isEqualTo("es");
    assertThat(LanguageNames.tag("espanhol")).isEqualTo("es");
    assertThat(LanguageNames.tag("Runasimi")).isEqualTo("qu");
  }

  @Test
  void aTagAndAnUnknownNameStayWhatTheyAre() {
    assertThat(LanguageNames.tag("es-PE")).isEqualTo("es-PE");
    assertThat(LanguageNames.tag("mapu")).isEqualTo("mapu");
  }

  @Test
  void whatAFormShowsLeadsBackToTheTag() {
    for (Language reader : Language.OFFERED) {
      for (String tag : Locale.getISOLanguages()) {
        String shown = LanguageNames.of(tag, reader.locale());
        assertThat(LanguageNames.tag(shown)).as(shown).isEqualTo(tag);
      }
      assertThat(LanguageNames.of("es-PE", reader.locale())).isEqualTo("es-PE");
    }
  }
}
