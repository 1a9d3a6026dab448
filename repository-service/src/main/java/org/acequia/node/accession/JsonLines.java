package org.acequia.node.accession;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acequia.node.jobs.Said;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rows of a file with one JSON object a line, in UTF-8.
final class JsonLines implements RowSource {

  private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

  private static final String ANY_STEPS = "**";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  JsonLines(Path file) {
    this.file = file;
  }

  @Override
  public void forEach(long afterLine, Sink sink) throws IOException {
    long line = 0;
    try (Reader text = StrictUtf8.open(file)) {
      var lines = new BoundedLines(text, ROW_LENGTH_MAX);
      while (lines.next()) {
        line++;
        if (line > afterLine) {
          take(lines, line, sink);
        }
      }
    } catch (CharacterCodingException e) {
      throw new AccessionException(Said.NOT_UTF8.with(file.getFileName(), line + 1), e);
    }
  }

  private static void take(BoundedLines lines, long number, Sink sink) throws IOException {
    if (lines.tooLong()) {
      sink.refused(number, Said.ROW_TOO_LONG.with(ROW_LENGTH_MAX));
      return;
    }
    String line = lines.line();
    if (line.isBlank()) {
      return;
    }
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JacksonException e) {
      LOG.debug("Line {} is not JSON: {}", number, e.getOriginalMessage());
      var at = e.getLocation();
      sink.refused(number, Said.LINE_NOT_JSON.with(at == null ? 1 : at.getColumnNr()));
      return;
    }
    if (object.isObject()) {
      sink.row(new JsonRow(number, object));
    } else {
      sink.refused(number, Said.LINE_NO_OBJECT.with());
    }
  }

  private record JsonRow(long line, JsonNode object) implements Row {

    @Override
    public List<String> values(String path) {
      List<String> found = new ArrayList<>();
      collect(object, path.split("\\."), 0, found);
      return found;
    }

    private static void collect(JsonNode node, String[] steps, int step, List<String> found) {
      if (node.isArray()) {
        node.forEach(element -> collect(element, steps, step, found));
      } else if (step == steps.length) {
        addScalar(node, found);
      } else if (steps[step].equals(ANY_STEPS)) {
        collect(node, steps, step + 1, found);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          collect(field.getValue(), steps, step, found);
        }
      } else {
        @Nullable JsonNode child = node.get(steps[step]);
        if (child != null) {
          collect(child, steps, step + 1, found);
        }
      }
    }

    private static void addScalar(JsonNode node, List<String> found) {
      if (node.isValueNode() && !node.isNull()) {
        String text = node.asString().strip();
        if (!text.isEmpty()) {
          found.add(text);
        }
      }
    }

    @Override
    public List<String> names() {
      return List.copyOf(object.propertyNames());
    }

    @Override
    public String identity() {
      return object.toString();
    }
  }

  /// Lines of at most a given length; a longer one is passed over without being held.
  private static final class BoundedLines {
    private final BufferedReader text;
    private final int lengthMax;
    private String line = "";
    private boolean tooLong;

    BoundedLines(Reader text, int lengthMax) {
      this.text = text instanceof BufferedReader buffered ? buffered : new BufferedReader(text);
      this.lengthMax = lengthMax;
    }

    boolean next() throws IOException {
      StringBuilder read = new StringBuilder();
      tooLong = false;
      int c = text.read();
      if (c < 0) {
        return false;
      }
      while (c >= 0 && c != '\n') {
        if (read.length() < lengthMax) {
          read.append((char) c);
        } else {
          tooLong = true;
        }
        c = text.read();
      }
      line = read.toString();
      return true;
    }

    String line() {
      return line;
    }

    boolean tooLong() {
      return tooLong;
    }
  }
}
