package org.acequia.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acequia.it.harness.Api;
import org.acequia.it.harness.SharedData;
import org.acequia.it.harness.Village;
import org.acequia.it.reading.FileText;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Real files of many makers, kinds and languages: taken in, read, shown and found.
@TestInstance(Lifecycle.PER_CLASS)
class MediaIT {

  private static final String NODE = "library";
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /// What differs from the texts beside the files on purpose: see `docs/extraction.md`.
  private static final Set<String> DELIBERATE =
      Set.of(
          // The point at 0°, 0° is what a device writes that does not know where it is.
          "Samsung GT-I9000 (Galaxy S).jpg: latitude is not known, not 0.0000",
          "Samsung GT-I9000 (Galaxy S).jpg: longitude is not known, not 0.0000");

  /// Words that somebody who reads the language picked, and the document in which they stand.
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("revocación", "testNPEOpenDocument.odt"),
          Map.entry("ESPÍRITO", "testRTFHexEscapeInsideWord.rtf"),
          Map.entry("privée", "tcpip.CHM"),
          Map.entry("arithmétique", "testODTBodyListOpenClose.xml.gz"),
          Map.entry("Grégory", "testTEI.xml"),
          Map.entry("prétention", "test_subrip.srt"),
          Map.entry("qualifié", "testXLIFF12.xlf"),
          Map.entry("Fondsvermögen", "testEXCEL_WORKBOOK_in_capitals.xls"),
          Map.entry("Übersicht", "testRTFUmlautSpaces2.rtf"),
          Map.entry("Utgåva", "testWORD_null_style.docx"),
          Map.entry("kvalifikačného", "testWORD_emptyParaInTextbox.docx"),
          Map.entry("gęślą", "testRTFWindowsCodepage1250.rtf"),
          Map.entry("студеную", "russian.cp866.txt"),
          Map.entry("Мендель", "testDOTM.dotm"),
          Map.entry("Уважаемый", "testFontAfterBufferedText.rtf"),
          Map.entry("Здравствуйте", "resume.html"),
          Map.entry("пробной", "protect.xlsx"),
          Map.entry("الجزائري", "testHTMLNoisyMetaEncoding_1.html"),
          Map.entry("雲林縣總工會", "testMSG_chinese.msg"),
          Map.entry("集团邮件审计系统", "gbk.zip"),
          Map.entry("利盛新鮮蔬菜", "testStarOffice-6.0-calc.sxc"),
          Map.entry("豊田車会社", "testEXCEL_phonetic.xlsx"),
          Map.entry("こんにちは", "testRTF-ms932.rtf"),
          Map.entry("とうきょう", "testWORD_phonetic.docx"),
          Map.entry("尾崎秀実", "testRTFJapanese.rtf"),
          Map.entry("테스트", "testHWP_5.0.hwp"),
          Map.entry("Winston nuzzled", "testEPUB_xml_ext.epub"),
          Map.entry("Rusbridge Oxford", "unc-+oxford2001.ppt"),
          Map.entry("keynote iWork", "testPagesHeadersFootersRomanLower.pages"),
          Map.entry("hungry", "testRFC822_dkim.eml"),
          Map.entry("\"integrated PDF viewing\"", "testPDFPackage.pdf"));

  @TempDir private static Path folder;
  private Village village;
  private Path data;
  private long taken;

  /// By name, what the node tells of a file.
  private final Map<String, JsonNode> files = new TreeMap<>();

  @BeforeAll
  void takeEverythingIn() {
    data = SharedData.root();
    village = Village.inALine(folder, NODE);
    for (String part : List.of("media", "documents")) {
      JsonNode job = village.importInto(NODE, data.resolve(part));
      taken += job.path("progress").path("added").asLong();
      assertThat(job.path("progress").path("refused").asLong()).isZero();
    }
    Awaitility.await("every file was read")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> api().get("/api/v1/files").path("waiting").asLong() == 0);
    for (String id : items()) {
      for (JsonNode file : api().get("/api/v1/items/" + id + "/files")) {
        files.putIfAbsent(file.path("name").asString(), file);
      }
    }
  }

  @AfterAll
  void stop() {
    village.close();
  }

  @Test
  void everyFileIsTakenInAndReadOrNamedWithAReason() {
    JsonNode totals = api().get("/api/v1/files");

    assertThat(taken).isEqualTo(1_096);
    assertThat(totals.path("done").asLong()).isGreaterThan(940);
    assertThat(files.values())
        .allSatisfy(file ->
            assertThat(file.path("fault").asString())
                .as(file.path("name").asString())
                .isIn("", "damaged", "locked", "unsupported", "too-large"));
    assertThat(village.verify(NODE)).isEmpty();
  }

  @Test
  void whatHasAPictureShowsItAndNothingElseIsSent() {
    for (String name :
        List.of(
            "Canon_40D.jpg",
            "webpvp8.webp",
            "Animation Lossless.webp",
            "sample_mpeg4.mp4",
            "chirp-5-id3.mp3",
            "testAnnotations.pdf",
            "10x12x16bit-CMYK.psd",
            "testPNG.png")) {
      JsonNode file = named(name);
      var small = api().getRaw(file.path("previews").path("small").asString());
      assertThat(small.statusCode()).as(name).isEqualTo(200);
      assertThat(small.headers().firstValue("Content-Type")).as(name).contains("image/jpeg");
      assertThat(small.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(small.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      assertThat(small.body()).as(name).startsWith(0xFF, 0xD8, 0xFF);
    }
  }

  private JsonNode named(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow(() -> new NoSuchElementException(name));
  }

  @Test
  void theMetadataAgreeWithTheTextsBesideTheFiles() throws IOException {
    Set<String> differences = new TreeSet<>();
    int compared = 0;
    for (FileText text : FileText.beside(data.resolve("media/metadata-extractor-images"))) {
      JsonNode file = files.get(text.name());
      if (file != null) {
        compared++;
        differences.addAll(text.differences(file.path("metadata")));
      }
    }

    assertThat(compared).isGreaterThan(50);
    assertThat(differences).isEqualTo(new TreeSet<>(DELIBERATE));
  }

  @Test
  void recordingsTellWhatTheirTagsSay() {
    JsonNode song = named("chirp-5-id3.mp3").path("metadata");
    assertThat(song.path("title").asString()).isEqualTo("Test Track Title");
    assertThat(song.path("creators").path(0).asString()).isEqualTo("Test Artist Name");
    JsonNode film = named("with-gps.mp4").path("metadata");
    assertThat(film.path("date").asString()).startsWith("2017-02-22T08:20:28");
    assertThat(film.path("latitude").asDouble()).isBetween(51.4168, 51.4170);
    assertThat(film.path("width").asInt()).isEqualTo(1_920);
    assertThat(named("sample_mpeg4.mp4").path("metadata").path("date").asString())
        .startsWith("2005-10-28T17:46:46");
  }

  @Test
  void wordsFindTheDocumentInWhichTheyStand() {
    for (Map.Entry<String, String> word : WORDS) {
      Awaitility.await(word.getKey() + " finds " + word.getValue())
          .atMost(Duration.ofSeconds(30))
          .until(() -> found(word.getKey()).contains(word.getValue()));
    }

    assertThat(WORDS.stream().map(word -> extension(word.getValue())).distinct())
        .hasSizeGreaterThanOrEqualTo(8);
  }

  private Set<String> found(String words) {
    Set<String> names = new TreeSet<>();
    JsonNode page = api().get("/api/v1/search?limit=50&q=" + Api.encode(words));
    for (JsonNode hit : page.path("hits")) {
      JsonNode item = api().get("/api/v1/items/" + hit.path("item").asString());
      item.path("media").forEach(file -> names.add(file.path("name").asString()));
    }
    return names;
  }

  private List<String> items() {
    List<String> ids = new ArrayList<>();
    for (int offset = 0; ; offset += 100) {
      JsonNode page = api().get("/api/v1/search?sort=title&limit=100&offset=" + offset);
      page.path("hits").forEach(hit -> ids.add(hit.path("item").asString()));
      if (page.path("hits").size() < 100) {
        return ids;
      }
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private Api api() {
    return village.api(NODE);
  }
}
