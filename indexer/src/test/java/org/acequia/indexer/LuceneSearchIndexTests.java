package org.acequia.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.Hlc;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchQuery;
import org.acequia.core.search.SearchQuery.Order;
import org.acequia.core.search.SearchResult;
import org.acequia.core.search.SearchResult.Count;
import org.acequia.core.search.SearchResult.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneSearchIndexTests {

  private static final CollectionId SONGS = new CollectionId(id(1000));

  @TempDir private Path directory;
  private LuceneSearchIndex index;

  @BeforeEach
  void open() {
    index = LuceneSearchIndex.open(directory);
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void everyWordMustOccurSomewhereInTheItem() {
    index.put(
        List.of(
            item(1, Map.of(Term.TITLE, "Jongo da Serrinha", Term.CREATOR, "Mestre Darcy")),
            item(2, Map.of(Term.TITLE, "Jongo de Pinheiral"))));
    index.commit();

    assertThat(found("jongo")).containsExactlyInAnyOrder(1, 2);
    assertThat(found("jongo darcy")).containsExactly(1);
    assertThat(found("jongo samba")).isEmpty();
  }

  @Test
  void wordsInAFileFindItsItemAndWeighLessThanWhatIsSaidOfOne() {
    MediaFile letter =
        new MediaFile(Cid.of(Codec.RAW, new byte[] {7}), 1, "letter.pdf", "application/pdf");
    try (LuceneSearchIndex read =
        LuceneSearchIndex.openOrRenew(
            directory.resolve("read"),
            file ->
                file.equals(letter.blob())
                    ? Optional.of("Querida hermana, llegó la lluvia al jongo")
                    : Optional.empty())) {
      read.put(
          List.of(
              withFiles(item(1, Map.of(Term.TITLE, "Carta")), letter),
              item(2, Map.of(Term.DESCRIPTION, "Noche de jongo"))));
      read.commit();

      assertThat(numbers(read.search(query("hermana", Map.of(), 0, 10)))).containsExactly(1);
      assertThat(numbers(read.search(query("\"la lluvia\"", Map.of(), 0, 10)))).containsExactly(1);
      assertThat(numbers(read.search(query("jongo", Map.of(), 0, 10)))).containsExactly(2, 1);
      SearchResult found = read.search(query("lluvia", Map.of(), 0, 10));
      assertThat(found.hits().getFirst().snippet()).contains(new Part("lluvia", true));
      read.remove(List.of(item(1, Map.of()).id()));
      read.commit();
      assertThat(numbers(read.search(query("hermana", Map.of(), 0, 10)))).isEmpty();
    }
  }

  private static ItemView withFiles(ItemView item, MediaFile... files) {
    return new ItemView(
        item.id(),
        item.collection(),
        item.description(),
        List.of(files),
        item.tags(),
        item.conflicts(),
        item.descriptionHeads(),
        item.mediaHeads(),
        item.changed(),
        item.missingBodies());
  }

  @ParameterizedTest
  @CsvSource({"sao joao", "SÃO JOÃO", "São João", "são"})
  void caseAndAccentsMakeNoDifference(String typed) {
    index.put(List.of(item(1, Map.of(Term.TITLE, "Festa de São João"))));
    index.commit();

    assertThat(found(typed)).containsExactly(1);
  }

  @Test
  void phraseFieldPrefixAndExclusionAreUnderstood() {
    index.put(
        List.of(
            item(1, Map.of(Term.TITLE, "White River", Term.CREATOR, "Clark")),
            item(2, Map.of(Term.TITLE, "River, white with foam", Term.CREATOR, "White"))));
    index.commit();

    assertThat(found("\"white river\"")).containsExactly(1);
    assertThat(found("creator:white")).containsExactly(2);
    assertThat(found("river -foam")).containsExactly(1);
    assertThat(found("-foam")).containsExactly(1);
    assertThat(found("cla*")).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "-", "*", ":", "title:", "AND OR", "((", "a:b:c", "\\", "~^", "\0", "-\"\""})
  void nothingTypedIsAnError(String typed) {
    index.put(List.of(item(1, Map.of(Term.TITLE, "a b c"))));
    index.commit();

    assertThatCode(() -> search(typed)).doesNotThrowAnyException();
  }

  @Test
  void facetsCountAllMatchesAndNarrowThem() {
    index.put(
        List.of(
            item(1, Map.of(Term.SUBJECT, "river", Term.DATE, "c. 1931")),
            item(2, Map.of(Term.SUBJECT, "river", Term.DATE, "1938-05-01")),
            item(3, Map.of(Term.SUBJECT, "street", Term.DATE, "May 1962"))));
    index.commit();

    SearchResult all = search("");
    assertThat(all.total()).isEqualTo(3);
    assertThat(all.facets().get(SearchFacet.SUBJECT))
        .containsExactly(new Count("river", 2), new Count("street", 1));
    assertThat(all.facets().get(SearchFacet.DECADE))
        .containsExactly(new Count("1930", 2), new Count("1960", 1));
    assertThat(all.facets().get(SearchFacet.COLLECTION))
        .containsExactly(new Count(SONGS.toString(), 3));

    SearchResult thirties = search("", Map.of(SearchFacet.DECADE, List.of("1930")));
    assertThat(numbers(thirties)).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void matchedWordsAreMarkedInTitleAndText() {
    index.put(
        List.of(
            item(
                1,
                Map.of(Term.TITLE, "Woman at <desk>", Term.DESCRIPTION, "A desk by the window."))));
    index.commit();

    SearchResult.Hit hit = search("desk").hits().getFirst();
    assertThat(hit.title())
        .containsExactly(
            new Part("Woman at <", false), new Part("desk", true), new Part(">", false));
    assertThat(hit.snippet()).contains(new Part("desk", true));
  }

  @Test
  void aChangedItemIsFoundByWhatItSaysNow() {
    index.put(List.of(item(1, Map.of(Term.TITLE, "Fandango"))));
    index.put(List.of(item(1, Map.of(Term.TITLE, "Cururu"))));
    index.commit();

    assertThat(found("fandango")).isEmpty();
    assertThat(found("cururu")).containsExactly(1);
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void aRemovedItemIsNotFound() {
    index.put(List.of(item(1, Map.of(Term.TITLE, "Fandango"))));
    index.remove(List.of(new ItemId(id(1))));
    index.commit();

    assertThat(found("fandango")).isEmpty();
    assertThat(index.suggest("fan", 5)).isEmpty();
  }

  @Test
  void theIndexSurvivesReopening() {
    index.put(List.of(item(1, Map.of(Term.TITLE, "Fandango"))));
    index.close();
    index = LuceneSearchIndex.open(directory);

    assertThat(found("fandango")).containsExactly(1);
  }

  @Test
  void withoutWordsTheNewestComesFirst() {
    index.put(IntStream.range(1, 6).mapToObj(n -> item(n, Map.of(Term.TITLE, "t"))).toList());
    index.commit();

    assertThat(found("")).containsExactly(5, 4, 3, 2, 1);
  }

  @Test
  void pagesFollowEachOtherWithoutOverlap() {
    index.put(IntStream.range(0, 25).mapToObj(n -> item(n, Map.of(Term.TITLE, "t" + n))).toList());
    index.commit();

    List<Integer> first = numbers(index.search(query("", Map.of(), 0, 10)));
    List<Integer> last = numbers(index.search(query("", Map.of(), 20, 10)));
    assertThat(first).hasSize(10).doesNotContainAnyElementsOf(last);
    assertThat(last).hasSize(5);
  }

  @Test
  void suggestionsCompleteWhatIsTypedMostFrequentFirst() {
    index.put(
        List.of(
            item(1, Map.of(Term.TITLE, "Rio Grande", Term.SUBJECT, "Ríos")),
            item(2, Map.of(Term.TITLE, "Elsewhere", Term.SUBJECT, "Ríos"))));
    index.commit();

    assertThat(index.suggest("rio", 5)).containsExactly("Ríos", "Rio Grande");
  }

  @Test
  void filesAreFoundByNameAndByTheirKind() {
    var file = new MediaFile(Cid.of(Codec.RAW, new byte[1]), 1, "fiesta-1987.wav", "audio/wav");
    index.put(List.of(view(1, Map.of(), List.of(file), List.of("quermesse"))));
    index.commit();

    assertThat(found("fiesta")).containsExactly(1);
    assertThat(found("tag:quermesse")).containsExactly(1);
    assertThat(search("").facets().get(SearchFacet.TYPE)).containsExactly(new Count("Sound", 1));
  }

  @Test
  void kindPlaceAndWhatIsStillToDoAreCounted() {
    var file = new MediaFile(Cid.of(Codec.RAW, new byte[1]), 1, "fiesta-1987.wav", "audio/wav");
    index.put(
        List.of(
            view(1, Map.of(Term.SPATIAL, "Maras"), List.of(file), List.of()),
            item(2, Map.of(Term.TITLE, "Fandango", Term.DATE, "1987"))));
    index.commit();

    var facets = search("").facets();
    assertThat(facets.get(SearchFacet.KIND)).containsExactly(new Count("audio", 1));
    assertThat(facets.get(SearchFacet.PLACE)).containsExactly(new Count("Maras", 1));
    assertThat(facets.get(SearchFacet.WORK))
        .containsExactlyInAnyOrder(
            new Count(SearchFacet.UNDESCRIBED, 1), new Count(SearchFacet.UNDATED, 1));
  }

  @Test
  void aWordThatOccursNowhereIsCorrectedToASimilarOneThatDoes() {
    index.put(List.of(item(1, Map.of(Term.TITLE, "Inundación en la acequia"))));
    index.commit();

    assertThat(index.correct("inundasion acequia")).contains("inundacion acequia");
    assertThat(index.correct("acequia")).isEmpty();
    assertThat(index.correct("zzzzzzzz")).isEmpty();
    assertThat(index.correct("")).isEmpty();
  }

  private List<Integer> found(String text) {
    return numbers(search(text));
  }

  private SearchResult search(String text) {
    return search(text, Map.of());
  }

  private SearchResult search(String text, Map<SearchFacet, List<String>> narrowed) {
    return index.search(query(text, narrowed, 0, 100));
  }

  private static SearchQuery query(
      String text, Map<SearchFacet, List<String>> narrowed, int offset, int limit) {
    return new SearchQuery(text, narrowed, offset, limit, Order.RELEVANCE);
  }

  private static List<Integer> numbers(SearchResult result) {
    return result.hits().stream()
        .map(hit -> ByteBuffer.wrap(hit.item().value().toArray()).getInt())
        .toList();
  }

  private static ItemView item(int number, Map<Term, String> texts) {
    return view(number, texts, List.of(), List.of());
  }

  private static ItemView view(
      int number, Map<Term, String> texts, List<MediaFile> files, List<String> tags) {
    Map<Term, List<LangText>> values = new EnumMap<>(Term.class);
    texts.forEach((term, text) -> values.put(term, List.of(new LangText("en", text))));
    return new ItemView(
        new ItemId(id(number)),
        SONGS,
        Description.of(values),
        files,
        List.of(
            new ItemView.TagsOf(
                new AccountId(id(7)),
                tags.stream().map(tag -> new LangText("pt", tag)).collect(Collectors.toList()))),
        List.of(),
        List.of(),
        List.of(),
        new Hlc(number),
        0);
  }

  private static Bytes id(int number) {
    return Bytes.of(Arrays.copyOf(ByteBuffer.allocate(4).putInt(number).array(), 16));
  }
}
