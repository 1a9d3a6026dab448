package org.acequia.indexer.extraction;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `ffprobe -of flat` tells of a file.
///
/// @param video whether pictures move in it (a record's cover does not)
/// @param audio whether there is sound
/// @param seconds how long it plays, 0 where that is not known
/// @param pixels of its largest picture
record Streams(boolean video, boolean audio, double seconds, long pixels) {

  private static final int STREAMS_MAX = 32;

  private static final Pattern LINE =
      Pattern.compile("([a-z0-9_]+(?:\\.[^=\\s]+)*)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");

  /// `+37.7749-122.4194+010/`, as ISO 6709 writes a point.
  private static final Pattern POINT =
      Pattern.compile("([+-]\\d{1,2}(?:\\.\\d+)?)([+-]\\d{1,3}(?:\\.\\d+)?).*");

  /// Reads it, and adds what the file says of itself to `metadata`.
  static Streams read(String told, MetadataDraft metadata) {
    Map<String, String> values = new HashMap<>();
    for (String line : told.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String quoted = matcher.group(2);
        values.putIfAbsent(
            matcher.group(1).toLowerCase(Locale.ROOT),
            quoted == null ? matcher.group(3) : unescaped(quoted));
      }
    }
    return new Reading(values, metadata).read();
  }

  private static String unescaped(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && i + 1 < quoted.length()) {
        i++;
        c = quoted.charAt(i) == 'n' ? '\n' : quoted.charAt(i) == 'r' ? '\r' : quoted.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }

  private record Reading(Map<String, String> values, MetadataDraft metadata) {

    Streams read() {
      boolean video = false;
      boolean audio = false;
      long pixels = 0;
      for (int i = 0; i < STREAMS_MAX; i++) {
        String stream = "streams.stream." + i + ".";
        String type = values.getOrDefault(stream + "codec_type", "");
        boolean cover = values.getOrDefault(stream + "disposition.attached_pic", "0").equals("1");
        if (type.equals("video") && !cover) {
          video = true;
          int width = number(values.get(stream + "width"));
          int height = number(values.get(stream + "height"));
          pixels = Math.max(pixels, (long) width * height);
          addSize(stream, width, height);
        }
        if (type.equals("audio")) {
          audio = true;
          addTags(stream + "tags.");
        }
      }
      addTags("format.tags.");
      double seconds = seconds(values.get("format.duration"));
      if (video || audio) {
        metadata.duration(Duration.ofMillis(Math.round(seconds * 1_000)));
      }
      return new Streams(video, audio, seconds, pixels);
    }

    private void addSize(String stream, int width, int height) {
      boolean turned =
          Math.abs(number(values.get(stream + "side_data_list.side_data.0.rotation"))) % 180 == 90;
      metadata.size(turned ? height : width, turned ? width : height);
    }

    private void addTags(String tags) {
      metadata
          .title(values.get(tags + "title"))
          .description(first(tags, "description", "comment", "synopsis"))
          .date(
              Dates.read(values.get(tags + "com.apple.quicktime.creationdate"))
                  .or(() -> Dates.read(first(tags, "date", "tdrc", "tdor", "year", "tyer")))
                  .or(() -> Dates.read(values.get(tags + "creation_time"))))
          .rights(values.get(tags + "copyright"))
          .camera(
              first(tags, "com.apple.quicktime.make", "make"),
              first(tags, "com.apple.quicktime.model", "model"))
          .keyword(values.get(tags + "genre"));
      for (String role : new String[] {"artist", "album_artist", "composer", "author"}) {
        metadata.creator(values.get(tags + role));
      }
      addPoint(first(tags, "com.apple.quicktime.location.iso6709", "location"));
    }

    private @Nullable String first(String tags, String... names) {
      for (String name : names) {
        String value = values.get(tags + name);
        if (value != null && !value.isBlank()) {
          return value;
        }
      }
      return null;
    }

    private void addPoint(@Nullable String text) {
      Optional.ofNullable(text)
          .map(POINT::matcher)
          .filter(Matcher::matches)
          .ifPresent(point ->
              metadata.coordinates(
                  Double.parseDouble(point.group(1)), Double.parseDouble(point.group(2))));
    }

    private static int number(@Nullable String digits) {
      return digits != null && digits.matches("-?\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static double seconds(@Nullable String text) {
      return text != null && text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : 0;
    }
  }
}
