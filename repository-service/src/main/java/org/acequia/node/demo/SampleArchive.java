package org.acequia.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The sample archive, as it lies beside this class.
final class SampleArchive {

  private static final String ROOT = "valley/";
  private static final String TABLE = "descriptions.csv";
  private static final CSVFormat WRITTEN =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final CSVFormat READ = CSVFormat.DEFAULT.builder().setHeader().get();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SampleArchive() {}

  /// A text in a language.
  record Text(String language, String text) {}

  /// A collection.
  ///
  /// @param folder where it lies
  /// @param description texts by term, as the API takes them
  record Collection(String folder, Map<String, List<Text>> description) {

    /// Returns the title by which an import finds the collection.
    String title() {
      return description.getOrDefault("title", List.of()).getFirst().text();
    }
  }

  /// An item that is still to be taken in: a row of its collection's table, and the file beside it.
  record Thing(Collection collection, List<String> columns, List<String> values) {

    /// Returns the value of a column, empty where there is none.
    String value(String column) {
      int at = columns.indexOf(column);
      return at < 0 ? "" : values.get(at);
    }

    /// Returns the title in the first language that it has.
    String title() {
      return List.of("title@es", "title@pt", "title@en").stream()
          .map(this::value)
          .filter(title -> !title.isEmpty())
          .findFirst()
          .orElse(value("file"));
    }

    /// Writes a table of this one row, and its file beside it, into `folder`.
    ///
    /// @return the table, for an import
    Path writeTo(Path folder) throws IOException {
      Files.createDirectories(folder);
      try (InputStream file = open(collection.folder() + "/" + value("file"))) {
        Files.copy(file, folder.resolve(value("file")));
      }
      Path table = folder.resolve(TABLE);
      try (Writer out = Files.newBufferedWriter(table, UTF_8);
          CSVPrinter rows = new CSVPrinter(out, WRITTEN)) {
        rows.printRecord(columns);
        rows.printRecord(values);
      }
      return table;
    }
  }

  /// Returns the collections.
  static List<Collection> collections() throws IOException {
    try (InputStream in = open("collections.json")) {
      return List.of(JSON.readValue(in, Collection[].class));
    }
  }

  /// Returns everything, one of each collection in turn, so that all of them grow at once.
  static List<Thing> things() throws IOException {
    List<List<Thing>> columns = new ArrayList<>();
    for (Collection collection : collections()) {
      columns.add(things(collection));
    }
    int longest = columns.stream().mapToInt(List::size).max().orElse(0);
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      for (List<Thing> column : columns) {
        if (i < column.size()) {
          things.add(column.get(i));
        }
      }
    }
    return things;
  }

  private static List<Thing> things(Collection collection) throws IOException {
    try (InputStream in = open(collection.folder() + "/" + TABLE);
        CSVParser rows = READ.parse(new InputStreamReader(in, UTF_8))) {
      List<Thing> things = new ArrayList<>();
      for (CSVRecord row : rows) {
        things.add(new Thing(collection, rows.getHeaderNames(), row.toList()));
      }
      return things;
    }
  }

  private static InputStream open(String name) throws IOException {
    @Nullable InputStream in = SampleArchive.class.getResourceAsStream(ROOT + name);
    if (in == null) {
      throw new IOException("The sample archive lacks " + name);
    }
    return in;
  }
}
