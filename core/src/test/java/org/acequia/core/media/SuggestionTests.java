package org.acequia.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.junit.jupiter.api.Test;

class SuggestionTests {

  @Test
  void whatAFileSaysBecomesTheTermsOfADescription() {
    var suggested =
        Suggestion.of(file(Optional.of("Valle Seco"), Optional.of(new Coordinates(1, 2))));

    assertThat(suggested.all(Term.TITLE)).containsExactly(new LangText("es", "La fiesta"));
    assertThat(suggested.all(Term.DESCRIPTION)).containsExactly(new LangText("es", "Baile"));
    assertThat(suggested.all(Term.CREATOR)).containsExactly(new LangText("und", "Ana"));
    assertThat(suggested.all(Term.DATE)).containsExactly(new LangText("und", "1987-06-24"));
    assertThat(suggested.all(Term.SUBJECT))
        .containsExactly(new LangText("es", "baile"), new LangText("es", "plaza"));
    assertThat(suggested.all(Term.SPATIAL)).containsExactly(new LangText("es", "Valle Seco"));
    assertThat(suggested.all(Term.LANGUAGE)).containsExactly(new LangText("und", "es"));
  }

  @Test
  void aPlaceWithoutAWordIsItsCoordinates() {
    var suggested =
        Suggestion.of(file(Optional.empty(), Optional.of(new Coordinates(-12.5, 7.25))));

    assertThat(suggested.all(Term.SPATIAL))
        .containsExactly(new LangText("es", "-12.50000, 7.25000"));
  }

  @Test
  void aFileThatSaysNothingSuggestsNothing() {
    assertThat(Suggestion.of(FileMetadata.NONE).values()).isEmpty();
  }

  private static FileMetadata file(Optional<String> place, Optional<Coordinates> coordinates) {
    return new FileMetadata(
        Optional.of("La fiesta"),
        Optional.of("Baile"),
        List.of("Ana"),
        Optional.of("1987-06-24"),
        place,
        coordinates,
        Optional.of("Zorki 4"),
        List.of("baile", "plaza"),
        Optional.empty(),
        Optional.of("es"),
        OptionalInt.of(4000),
        OptionalInt.of(3000),
        Optional.empty(),
        OptionalInt.empty());
  }
}
