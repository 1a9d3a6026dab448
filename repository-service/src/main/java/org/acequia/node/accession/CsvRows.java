package org.acequia.node.accession;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acequia.node.jobs.Said;
import org.acequia.web.Words;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows of a CSV file (RFC 4180, UTF-8) whose first row names the columns.
final class CsvRows implements RowSource {

  private static final Logger LOG = LoggerFactory.getLogger(CsvRows.class);

  /// The most columns.
  static final int COLUMNS_MAX = 1_000;

  /// The most UTF-16 units of a name or cell that a refusal repeats.
  private static final int SHOWN_LENGTH_MAX = 40;

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
      LOG.debug("The first row of a table names no columns", e);
      throw new AccessionException(misnamed(), e);
    }
  }

  /// Finds which column has another's name, or none.
  private Words misnamed() throws IOException {
    Set<String> names = new HashSet<>();
    CSVFormat plain = FORMAT.builder().setHeader((String[]) null).setSkipHeaderRecord(false).get();
    try (Reader text = StrictUtf8.open(file);
        CSVParser rows = CSVParser.builder().setReader(text).setFormat(plain).get()) {
      for (String name : rows.iterator().next()) {
        if (name.isBlank()) {
          return Said.COLUMN_UNNAMED.with(file.getFileName(), names.size() + 1);
        }
        if (!names.add(name)) {
          return Said.COLUMN_TWICE.with(file.getFileName(), shortened(name));
        }
      }
    }
    return Said.TABLE_EMPTY.with(file.getFileName());
  }

  private void checkHeader(CSVParser rows) {
    Map<String, Integer> header = rows.getHeaderMap();
    if (header == null || header.isEmpty()) {
      throw new AccessionException(Said.TABLE_EMPTY.with(file.getFileName()));
    }
    if (header.size() > COLUMNS_MAX) {
      throw new AccessionException(
          Said.COLUMNS_TOO_MANY.with(file.getFileName(), header.size(), COLUMNS_MAX));
    }
  }

  private void take(CSVRecord row, Map<String, Integer> header, long line, Sink sink)
      throws IOException {
    if (row.size() > header.size()) {
      sink.refused(
          line,
          Said.CELLS_TOO_MANY.with(row.size(), header.size(), shortened(row.get(header.size()))));
    } else if (length(row) > ROW_LENGTH_MAX) {
      sink.refused(line, Said.ROW_TOO_LONG.with(ROW_LENGTH_MAX));
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
    LOG.debug("A table is broken at or after line {}", line, cause);
    Said what = cause instanceof CharacterCodingException ? Said.NOT_UTF8 : Said.NOT_CSV;
    return new AccessionException(what.with(file.getFileName(), line), cause);
  }

  /// Cuts between characters: none becomes half of one.
  private static String shortened(String text) {
    if (text.length() <= SHOWN_LENGTH_MAX) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(SHOWN_LENGTH_MAX - 1));
    return text.substring(0, pair ? SHOWN_LENGTH_MAX - 1 : SHOWN_LENGTH_MAX) + "…";
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
