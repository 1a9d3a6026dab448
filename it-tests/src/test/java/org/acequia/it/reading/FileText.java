package org.acequia.it.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What another program read out of a picture: one of the texts beside the shared files.
///
/// @param name of the picture
/// @param tags by directory and number, such as `Exif IFD0 - 0x0110`; the first of each
public record FileText(String name, Map<String, String> tags) {

  private static final Pattern LINE = Pattern.compile("\\[(.+? - (?:0x)?\\w+)] [^=]+ = (.*)");
  private static final Pattern XMP = Pattern.compile("(\\w+:[\\w/:\\[\\]]+) = (.*)");
  private static final Pattern DATE =
      Pattern.compile("(\\d{4}):(\\d{2}):(\\d{2}) (\\d{2}:\\d{2}:\\d{2}).*");
  private static final Pattern DEGREES =
      Pattern.compile("(-?\\d+)° (\\d+(?:\\.\\d+)?)' (\\d+(?:\\.\\d+)?)\"");
  private static final double DEGREES_OFF_MAX = 0.0005;

  /// Reads all of them below `folder`.
  public static List<FileText> beside(Path folder) throws IOException {
    List<FileText> texts = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".txt")
            && String.valueOf(file.getParent()).endsWith("metadata/java")) {
          texts.add(read(file));
        }
      }
    }
    return texts;
  }

  private static FileText read(Path file) throws IOException {
    String fileName = String.valueOf(file.getFileName());
    Map<String, String> tags = new HashMap<>();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (String line : text.split("\\R", -1)) {
      Matcher tag = LINE.matcher(line);
      Matcher xmp = XMP.matcher(line);
      if (tag.matches()) {
        tags.putIfAbsent(tag.group(1), tag.group(2).strip());
      } else if (xmp.matches()) {
        tags.putIfAbsent(xmp.group(1), xmp.group(2).strip());
      }
    }
    return new FileText(fileName.substring(0, fileName.length() - ".txt".length()), tags);
  }

  /// Returns where a node's metadata say something else, or nothing, one line for each field.
  public List<String> differences(JsonNode metadata) {
    List<String> differences = new ArrayList<>();
    date()
        .filter(date -> !metadata.path("date").asString("").startsWith(date))
        .ifPresent(date -> differences.add(line("date", date, metadata)));
    said("Exif IFD0 - 0x0110")
        .filter(model -> !tidy(metadata.path("camera").asString("")).contains(model))
        .ifPresent(model -> differences.add(line("camera", model, metadata)));
    said("IPTC - 0x0205")
        .or(() -> said("dc:title[1]"))
        .filter(title -> !tidy(metadata.path("title").asString("")).equals(title))
        .ifPresent(title -> differences.add(line("title", title, metadata)));
    said("IPTC - 0x025a")
        .filter(city -> !tidy(metadata.path("place").asString("")).contains(city))
        .ifPresent(city -> differences.add(line("place", city, metadata)));
    compare("GPS - 0x0002", "latitude", metadata, differences);
    compare("GPS - 0x0004", "longitude", metadata, differences);
    return differences;
  }

  private Optional<String> date() {
    return said("Exif SubIFD - 0x9003")
        .filter(FileText::isDate)
        .or(() -> said("Exif SubIFD - 0x9004").filter(FileText::isDate))
        .map(text -> {
          Matcher date = DATE.matcher(text);
          return date.matches()
              ? "%s-%s-%sT%s".formatted(date.group(1), date.group(2), date.group(3), date.group(4))
              : text;
        });
  }

  /// A clock that was never set says nothing.
  private static boolean isDate(String text) {
    Matcher date = DATE.matcher(text);
    return date.matches() && !date.group(1).equals("0000") && !date.group(2).equals("00");
  }

  private void compare(String tag, String field, JsonNode metadata, List<String> differences) {
    said(tag)
        .map(DEGREES::matcher)
        .filter(Matcher::matches)
        .ifPresent(degrees -> {
          double whole = Math.abs(Double.parseDouble(degrees.group(1)));
          double minutes = Double.parseDouble(degrees.group(2));
          double seconds = Double.parseDouble(degrees.group(3));
          double expected = whole + minutes / 60 + seconds / 3_600;
          double found = Math.abs(metadata.path(field).asDouble(Double.NaN));
          if (!(Math.abs(found - expected) < DEGREES_OFF_MAX)) {
            differences.add(line(field, "%.4f".formatted(expected), metadata));
          }
        });
  }

  private Optional<String> said(String tag) {
    return Optional.ofNullable(tags.get(tag)).map(FileText::tidy).filter(text -> !text.isEmpty());
  }

  private static String tidy(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  private String line(String field, String expected, JsonNode metadata) {
    return "%s: %s is %s, not %s"
        .formatted(name, field, metadata.path(field).asString("not known"), expected);
  }
}
