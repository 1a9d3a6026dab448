package org.acequia.indexer.extraction;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as files write them, as [org.acequia.core.media.FileMetadata#date()] has them.
///
/// What the file does not say is not made up: no time where it has only a day, no offset where it
/// names none, no day where it has only a year.
final class Dates {

  /// The year of the oldest photograph. Before it lie the zero points of clocks that were not set.
  private static final int YEAR_MIN = 1826;

  private static final int YEAR_MAX = 2200;

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{4})(?:[:/.-]?(\\d{2})(?:[:/.-]?(\\d{2}))?)?"
              + "(?:[T ]+(\\d{2}):?(\\d{2})(?::?(\\d{2}))?(?:[.,:]\\d{1,9})?)?"
              + "\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?");

  private Dates() {}

  /// Reads a date in EXIF's, IPTC's, XMP's, ID3's or ISO 8601's form; empty for what is none, or a
  /// clock's zero point.
  static Optional<String> read(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher date = WRITTEN.matcher(text.strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    try {
      return edtf(date);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Reads a date and a time that stand apart, and an offset where there is one.
  static Optional<String> read(
      @Nullable String date, @Nullable String time, @Nullable String offset) {
    if (date == null || time == null) {
      return read(date);
    }
    String whole = date.strip() + " " + time.strip() + (offset == null ? "" : offset.strip());
    return read(whole).or(() -> read(date));
  }

  private static Optional<String> edtf(Matcher date) {
    int year = Integer.parseInt(date.group(1));
    if (year < YEAR_MIN || year > YEAR_MAX) {
      return Optional.empty();
    }
    int month = number(date.group(2));
    int day = number(date.group(3));
    if (month == 0) {
      return Optional.of(Integer.toString(year));
    }
    if (day == 0) {
      return Optional.of(YearMonth.of(year, month).toString());
    }
    LocalDate whole = LocalDate.of(year, month, day);
    if (date.group(4) == null) {
      return Optional.of(whole.toString());
    }
    LocalTime time =
        LocalTime.of(
            number(date.group(4)), number(date.group(5)), Math.min(59, number(date.group(6))));
    return Optional.of("%sT%tT%s".formatted(whole, time, offset(date.group(7))));
  }

  private static String offset(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.equals("UTC") ? "Z" : ZoneOffset.of(text).toString();
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
