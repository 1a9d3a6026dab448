package org.acequia.it.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the three tables of the shared folder, and the names of its files.
public final class SharedRecords {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SharedRecords() {}

  /// Returns every row of the three tables in `folder`.
  public static List<ReadItem> read(Path folder) throws IOException {
    List<ReadItem> items = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("tate-artworks-2000.jsonl"))) {
      items.add(work(JSON.readTree(line)));
    }
    for (String line : Files.readAllLines(folder.resolve("teenie-harris-2000.jsonl"))) {
      items.add(photograph(JSON.readTree(line)));
    }
    try (BufferedReader text = Files.newBufferedReader(folder.resolve("dplace-ea-societies.csv"));
        CSVParser rows =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(text)) {
      for (CSVRecord row : rows) {
        items.add(society(row));
      }
    }
    return items;
  }

  /// Returns the files below `folder`, each as the item that it becomes.
  public static List<ReadItem> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(SharedRecords::file).toList();
    }
  }

  private static ReadItem file(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return ReadItem.of(
        Map.of("title", List.of(dot > 0 ? name.substring(0, dot) : name), "file", List.of(name)));
  }

  private static ReadItem work(JsonNode work) {
    List<String> subjects = new ArrayList<>();
    addNames(work.path("subjects"), subjects);
    return ReadItem.of(
        Map.of(
            "title", text(work, "title"),
            "creator", text(work, "all_artists"),
            "date", text(work, "dateText"),
            "medium", text(work, "medium"),
            "subject", subjects,
            "identifier", text(work, "acno"),
            "type", text(work, "classification"),
            "extent", text(work, "dimensions"),
            "provenance", text(work, "creditLine"),
            "source", text(work, "url")));
  }

  private static void addNames(JsonNode subject, List<String> names) {
    names.addAll(text(subject, "name"));
    subject.path("children").forEach(child -> addNames(child, names));
  }

  private static ReadItem photograph(JsonNode photograph) {
    List<String> creators = new ArrayList<>();
    photograph.path("creator").forEach(creator -> creators.addAll(text(creator, "full_name")));
    return ReadItem.of(
        Map.of(
            "title", text(photograph, "title"),
            "creator", creators,
            "date", text(photograph, "creation_date"),
            "medium", text(photograph, "medium"),
            "type", text(photograph, "classification"),
            "identifier", text(photograph, "accession_number"),
            "provenance", text(photograph, "credit_line"),
            "source", text(photograph, "web_url")));
  }

  private static ReadItem society(CSVRecord row) {
    return ReadItem.of(
        Map.of(
            "title", List.of(row.get("pref_name_for_society")),
            "alternative", List.of(row.get("alt_names_by_society")),
            "identifier", List.of(row.get("id")),
            "date", List.of(row.get("main_focal_year")),
            "description", List.of(row.get("Comment")),
            "relation", List.of(row.get("HRAF_name_ID")),
            "source", List.of(row.get("HRAF_link"))));
  }

  private static List<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? List.of(value.asString()) : List.of();
  }
}
