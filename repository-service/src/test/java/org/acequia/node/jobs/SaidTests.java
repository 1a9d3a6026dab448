package org.acequia.node.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.web.Words;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaidTests {

  private final Messages messages = new Messages();

  @ParameterizedTest
  @EnumSource
  void everyCodeIsASentenceInEveryLanguageWithAllThatGoesIntoIt(Said said) {
    Object[] names = IntStream.range(0, said.arguments()).mapToObj(i -> "‹" + i + "›").toArray();
    for (Language language : Language.OFFERED) {
      String sentence = messages.say(language, said.with(names));
      assertThat(sentence).isNotEqualTo(said.code()).contains(" ").endsWith(end(said));
      for (Object name : names) {
        assertThat(sentence).as(language.tag()).contains(name.toString());
      }
      assertThat(sentence).doesNotContain("{", "}");
    }
    assertThat(messages.say(Language.MIRRORED, said.with(names))).startsWith("⟦").endsWith("⟧");
  }

  @ParameterizedTest
  @EnumSource
  void noSentenceIsLeftInEnglish(Said said) {
    Object[] names = IntStream.range(0, said.arguments()).mapToObj(i -> "‹" + i + "›").toArray();
    String english = messages.say(Language.EN, said.with(names));

    assertThat(messages.say(Language.ES, said.with(names))).isNotEqualTo(english);
    assertThat(messages.say(Language.PT, said.with(names))).isNotEqualTo(english);
  }

  @Test
  void everySentenceAboutWhatIsWrongHasACode() {
    assertThat(messages.all(Language.EN).keySet())
        .filteredOn(key -> key.startsWith("wrong."))
        .isSubsetOf(Arrays.stream(Said.values()).map(Said::code).collect(Collectors.toSet()));
  }

  @Test
  void codesAndWhatGoesIntoThemFitTheTable() {
    assertThat(Said.values()).extracting(Said::code).doesNotHaveDuplicates();
    assertThat(Said.values()).allMatch(said -> said.code().length() <= 64);
    Words long8 =
        Words.of("wrong.x", IntStream.range(0, 20).mapToObj(_ -> "ñ\0".repeat(900)).toArray());
    assertThat(long8.arguments())
        .hasSize(Words.ARGUMENTS_MAX)
        .allMatch(argument -> argument.toString().length() == Words.LENGTH_MAX)
        .noneMatch(argument -> argument.toString().contains("\0"));
  }

  private static String end(Said said) {
    String english = new Messages().find(Language.EN, said.code()).orElseThrow();
    return english.endsWith("{0}") ? "›" : english.substring(english.length() - 1);
  }
}
