package org.acequia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.acequia.core.archive.Term;
import org.acequia.core.search.SearchFacet;
import org.acequia.web.pages.Language;
import org.acequia.web.pages.Messages;
import org.acequia.web.reading.Narrowing;
import org.junit.jupiter.api.Test;

class MessagesTests {

  private static final Pattern SLOT = Pattern.compile("\\{\\d}");
  private final Messages messages = new Messages();

  @Test
  void everyLanguageHasTheSameKeysAndArguments() {
    for (Language language : Language.OFFERED) {
      var words = messages.all(language);
      assertThat(words.keySet()).isEqualTo(messages.all(Language.EN).keySet());
      words.forEach((key, text) -> {
        assertThat(text).as(key).isNotBlank();
        assertThat(slots(text)).as(key).isEqualTo(slots(messages.text(Language.EN, key)));
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
  void anArgumentThatLooksLikeASlotIsNotFilled() {
    assertThat(messages.text(Language.EN, "search.title", "{0} 'quoted' {1}"))
        .isEqualTo("Search: {0} 'quoted' {1}");
  }

  private static java.util.List<String> keys(String prefix, java.util.stream.Stream<String> names) {
    return names.map(prefix::concat).toList();
  }

  private static java.util.List<String> lower(String prefix, Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> prefix + value.name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  private static java.util.Set<String> slots(String text) {
    return SLOT.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(java.util.stream.Collectors.toSet());
  }
}
