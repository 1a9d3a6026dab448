package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.acequia.web.reading.Narrowing;
import org.junit.jupiter.api.Test;

class MessagesTests {

  private static final int ARGUMENTS_MAX = Words.ARGUMENTS_MAX;
  private final Messages messages = new Messages();

  @Test
  void everyLanguageHasTheSameKeysAndArguments() {
    for (Language language : Language.OFFERED) {
      var words = messages.all(language);
      assertThat(words.keySet()).isEqualTo(messages.all(Language.EN).keySet());
      words.forEach((key, text) -> {
        assertThat(text).as(key).isNotBlank();
        // One after the other is one, so that every form of every plural is looked into.
        for (int one = -1; one < ARGUMENTS_MAX; one++) {
          assertThat(named(language, key, one))
              .as("%s of %s, where {%d} is one", key, language.tag(), one)
              .isEqualTo(named(Language.EN, key, one));
        }
      });
    }
  }

  @Test
  void everyTermFacetAndFaultHasAWord() {
    var keys = messages.all(Language.EN).keySet();
    assertThat(keys).containsAll(keys("term.", Arrays.stream(Term.values()).map(Term::code)));
    assertThat(keys)
        .containsAll(keys("facet.", Arrays.stream(SearchFacet.values()).map(Narrowing::parameter)));
    assertThat(keys).containsAll(lower("invite.", InviteFault.values()));
    assertThat(keys).containsAll(lower("upload.", Uploads.Reason.values()));
  }

  @Test
  void oneIsOneAndEverythingElseIsSeveralInEveryLanguage() {
    assertThat(said(Language.EN, 1, 0, 2))
        .isEqualTo(
            "Nothing was changed. 1 item would be added, 0 are already here, 2 would be left out.");
    assertThat(said(Language.ES, 1, 1, 1))
        .isEqualTo("No se cambió nada. Se añadiría 1 elemento; ya está 1 y se omitiría 1.");
    assertThat(said(Language.ES, 1_234_567, 0, 2))
        .isEqualTo(
            "No se cambió nada. Se añadirían 1.234.567 elementos; ya están 0 y se omitirían 2.");
    assertThat(said(Language.PT, 0, 1, 11))
        .isEqualTo(
            "Nada foi mudado. 0 itens seriam adicionados; 1 já está aqui e 11 ficariam de fora.");
    assertThat(said(Language.MIRRORED, 1, 1, 1)).startsWith("⟦").endsWith("⟧");
  }

  @Test
  void everyMessageThatCountsHasBothForms() {
    for (Language language : Language.OFFERED) {
      messages
          .all(language)
          .forEach((key, message) -> {
            for (String number : List.of("1", "2")) {
              Object[] arguments = java.util.Collections.nCopies(5, number).toArray();
              assertThat(messages.text(language, key, arguments)).as(key).doesNotContain("{", "}");
            }
          });
    }
  }

  @Test
  void whatHasNoSentenceIsShownAsItIs() {
    assertThat(messages.say(Language.ES, Words.plain("From an older version {0}.")))
        .isEqualTo("From an older version {0}.");
    assertThat(messages.say(Language.ES, Words.of("of.a.newer.version", 3, "x")))
        .isEqualTo("of.a.newer.version 3 x");
  }

  private String said(Language language, Object... numbers) {
    return messages.say(language, Words.of("imports.looked.done", numbers));
  }

  @Test
  void anArgumentThatLooksLikeASlotIsNotFilled() {
    assertThat(messages.text(Language.EN, "search.title", "{0} 'quoted' {1}"))
        .isEqualTo("Search: {0} 'quoted' {1}");
  }

  private static List<String> keys(String prefix, java.util.stream.Stream<String> names) {
    return names.map(prefix::concat).toList();
  }

  private static List<String> lower(String prefix, Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> prefix + value.name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  /// Returns which arguments appear in a message. What is one may be said in words: it is left out.
  private Set<String> named(Language language, String key, int one) {
    List<String> arguments =
        IntStream.range(0, ARGUMENTS_MAX).mapToObj(i -> i == one ? "1" : "‹" + i + "›").toList();
    String said = messages.text(language, key, arguments.toArray());
    return arguments.stream()
        .filter(name -> name.startsWith("‹") && said.contains(name))
        .collect(Collectors.toSet());
  }
}
