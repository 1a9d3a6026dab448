package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.AccountId;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.web.Imports.Kept;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentTablesTests {

  private static final AccountId ANA = account(1);
  private static final AccountId RUI = account(2);
  private static final String MAPPING = "{\"terms\": {\"title\": \"Nome\"}}";

  @TempDir private Path data;
  private ImportSources sources;
  private SentTables tables;

  @BeforeEach
  void open() {
    sources = new ImportSources(data);
    tables = new SentTables(sources, SpaceReserve.of(data, 0));
  }

  @Test
  void aTableIsItsSendersAndTakesTheFilesOfTheInbox() throws Exception {
    Files.createDirectories(data.resolve("import"));
    Files.writeString(data.resolve("import/feast.csv"), "the operator's");

    send(ANA, "Ana's", Optional.empty());
    send(RUI, "Rui's", Optional.empty());

    assertThat(read("import/feast.csv")).isEqualTo("the operator's");
    assertThat(keys(ANA)).containsExactly("0/feast.csv", "sent/feast.csv");
    assertThat(keys(account(3))).containsExactly("0/feast.csv");
    Path anas = sources.find(ANA, "sent/feast.csv").orElseThrow().path();
    assertThat(anas).hasContent("Ana's");
    assertThat(sources.at(RUI, anas)).isEmpty();
    assertThat(ImportSources.filesOf(anas)).isEqualTo(data.resolve("import"));
  }

  @Test
  void aTableWithoutMappingInheritsNone() throws Exception {
    send(ANA, "old", Optional.of(MAPPING));
    assertThat(sent().mapping()).isPresent();

    send(ANA, "new", Optional.empty());

    assertThat(sent().mapping()).isEmpty();
    assertThat(sent().path()).hasContent("new");
    assertThat(sent().path().resolveSibling("feast.csv.first")).hasContent("old");
  }

  @Test
  void whatBreaksOffOrCannotBeUsedLeavesWhatWasThere() throws Exception {
    send(ANA, "old", Optional.of(MAPPING));
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    InputStream breaking = new SequenceInputStream(stream("half of it"), closed);

    assertThatThrownBy(() -> tables.keep(ANA, breaking, "feast.csv", Optional.empty()))
        .isInstanceOf(IOException.class);
    assertThat(tables.keep(ANA, stream("new"), "feast.csv", Optional.of(stream("no mapping"))))
        .isInstanceOf(Kept.MappingFault.class);
    assertThat(tables.keep(ANA, stream("new"), "x".repeat(201) + ".csv", Optional.empty()))
        .isEqualTo(new Kept.Refused("imports.nameTooLong"));

    assertThat(sent().path()).hasContent("old");
    assertThat(sent().mapping().orElseThrow()).hasContent(MAPPING);
    assertThat(drafts()).isEmpty();
  }

  @Test
  void draftsThatAKillLeftAreRemovedAtStart() throws Exception {
    send(ANA, "kept", Optional.empty());
    Path draft = Files.createDirectory(sources.sentRoot().resolve(".sent123"));
    Files.writeString(draft.resolve("table"), "half");

    tables.removeDrafts();

    assertThat(drafts()).isEmpty();
    assertThat(sent().path()).hasContent("kept");
  }

  private void send(AccountId by, String table, Optional<String> mapping) throws IOException {
    assertThat(tables.keep(by, stream(table), "feast.csv", mapping.map(SentTablesTests::stream)))
        .isInstanceOf(Kept.Ready.class);
  }

  private ImportSources.Source sent() {
    return sources.find(ANA, "sent/feast.csv").orElseThrow();
  }

  private List<String> keys(AccountId curator) {
    return sources.sources(curator).stream().map(ImportSources.Source::key).toList();
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> entries = Files.list(sources.sentRoot())) {
      return entries.filter(path -> path.getFileName().toString().startsWith(".")).toList();
    }
  }

  private String read(String path) throws IOException {
    return Files.readString(data.resolve(path));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static AccountId account(int number) {
    byte[] id = new byte[AccountId.SIZE_BYTES];
    id[0] = (byte) number;
    return new AccountId(Bytes.of(id));
  }
}
