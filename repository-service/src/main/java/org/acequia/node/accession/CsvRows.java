package org.acequia.node.accession;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/// Rows of a CSV file (RFC 4180, UTF-8) whose first row names the columns.
final class CsvRows implements RowSource {

  /// The most columns.
  static final int COLUMNS_MAX = 1_000;

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setMaxRows(0)
          .setIgnoreEmptyLines(true)
          .get();

  private final Path file;

  CsvRows(Path file) {
    this.file = file;
  }

  @Override
  public void forEach(long afterLine, Sink sink) throws IOException {
    long line = 1;
    try (Reader text = StrictUtf8.open(file);
        CSVParser rows = open(text)) {
      checkHeader(rows);
      Iterator<CSVRecord> each = rows.iterator();
      while (each.hasNext()) {
        CSVRecord row = each.next();
        if (line + 1 > afterLine) {
          take(row, rows.getHeaderMap(), line + 1, sink);
        }
        line = rows.getCurrentLineNumber();
      }
    } catch (UncheckedIOException e) {
      throw broken(line + 1, e.getCause() == null ? e : e.getCause());
    } catch (CharacterCodingException | CSVException e) {
      throw broken(line, e);
    }
  }

  private CSVParser open(Reader text) throws IOException {
    try {
      return CSVParser.builder().setReader(text).setFormat(FORMAT).get();
    } catch (IllegalArgumentException e) {
      throw new AccessionException(
          "%s, row 1: two columns have the same name, or one has none (%s). Name every column once."
              .formatted(file.getFileName(), e.getMessage()),
          e);
    }
  }

  private void checkHeader(CSVParser rows) {
    Map<String, Integer> header = rows.getHeaderMap();
    if (header == null || header.isEmpty()) {
      throw new AccessionException(
          "%s is empty: the first row must name the columns.".formatted(file.getFileName()));
    }
    if (header.size() > COLUMNS_MAX) {
      throw new AccessionException(
          "%s, row 1: %,d columns are more than the %,d that can be read."
              .formatted(file.getFileName(), header.size(), COLUMNS_MAX));
    }
  }

  private void take(CSVRecord row, Map<String, Integer> header, long line, Sink sink)
      throws IOException {
    if (row.size() > header.size()) {
      sink.refused(
          line,
          "has %d cells, but the first row names %d columns; cell %d is “%s”. Is a comma not quoted?"
              .formatted(
                  row.size(), header.size(), header.size() + 1, shortened(row.get(header.size()))));
    } else if (length(row) > ROW_LENGTH_MAX) {
      sink.refused(line, "is longer than %,d characters".formatted(ROW_LENGTH_MAX));
    } else {
      sink.row(new CsvRow(line, row));
    }
  }

  private static int length(CSVRecord row) {
    int length = 0;
    for (String cell : row) {
      length += cell.length();
    }
    return length;
  }

  private AccessionException broken(long line, Throwable cause) {
    String what =
        cause instanceof CharacterCodingException
            ? "is not UTF-8. Save the table as “CSV UTF-8” and import it again"
            : "is not CSV (%s). A quotation mark may be open".formatted(cause.getMessage());
    return new AccessionException(
        "%s, at or after line %,d: %s. The rows before it were taken in."
            .formatted(file.getFileName(), line, what),
        cause);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private record CsvRow(long line, CSVRecord cells) implements Row {

    @Override
    public List<String> values(String path) {
      if (!cells.isSet(path)) {
        return List.of();
      }
      String value = cells.get(path).strip();
      return value.isEmpty() ? List.of() : List.of(value);
    }

    @Override
    public List<String> names() {
      return cells.getParser().getHeaderNames();
    }

    @Override
    public String identity() {
      return String.join("\u001f", cells);
    }
  }
}
