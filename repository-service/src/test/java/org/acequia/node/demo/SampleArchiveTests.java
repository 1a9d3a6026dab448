package org.acequia.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleArchiveTests {

  private static final long SIZE_BYTES_MAX = 3_000_000;

  @TempDir private Path folder;

  @Test
  void everyRowHasItsFileATitleAndItsRights() throws IOException {
    Set<String> ids = new HashSet<>();
    long size = 0;
    for (SampleArchive.Thing thing : SampleArchive.things()) {
      Path table = thing.writeTo(folder.resolve(thing.value("id")));
      Path file = table.resolveSibling(thing.value("file"));
      assertThat(file).isNotEmptyFile();
      size += Files.size(file);
      assertThat(thing.values()).hasSameSizeAs(thing.columns());
      assertThat(ids.add(thing.value("id"))).as(thing.value("id")).isTrue();
      assertThat(thing.title()).isNotBlank();
      assertThat(thing.value("rights")).startsWith("CC0");
      assertThat(thing.value("tags")).isNotBlank();
      assertThat(Files.readAllLines(table)).hasSize(2);
    }
    assertThat(ids).hasSize(32);
    assertThat(size).isLessThan(SIZE_BYTES_MAX);
  }

  @Test
  void everyLanguageDescribesSomethingAndEveryCollectionIsNamedInAllThree() throws IOException {
    List<SampleArchive.Thing> things = SampleArchive.things();
    for (String language : List.of("es", "pt", "en")) {
      assertThat(things)
          .filteredOn(thing -> !thing.value("description@" + language).isEmpty())
          .hasSizeGreaterThan(8);
    }
    assertThat(SampleArchive.collections())
        .hasSize(3)
        .allSatisfy(collection ->
            assertThat(collection.description().get("title"))
                .extracting(SampleArchive.Text::language)
                .containsExactly("es", "pt", "en"));
  }

  @Test
  void theDemonstrationSpeaksTheLanguageOfTheTerminal() {
    assertThat(DemoWords.of(Map.of("LANG", "pt_BR.UTF-8")).say("gone")).startsWith("Pararam");
    assertThat(DemoWords.of(Map.of("LANGUAGE", "es:en", "LANG", "C.UTF-8")).say("gone"))
        .startsWith("Se han parado");
    assertThat(DemoWords.of(Map.of("LANG", "C")).say("gone")).startsWith("They have stopped");
    assertThat(DemoWords.of(Map.of("LANG", "qu_PE.UTF-8")).say("gone"))
        .startsWith("They have stopped");
    assertThat(new DemoWords(Locale.ENGLISH).say("try", "http://alta/", 1_234_567L))
        .contains("kill 1234567");
  }
}
