package org.acequia.indexer;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a year out of what people write as a date.
final class Years {

  /// A year with four digits, or with its last digit left open as EDTF writes it (`198X`).
  private static final Pattern YEAR =
      Pattern.compile("(?<!\\d|\\d\\.)(1\\d{3}|20\\d{2}|(?:1\\d|20)\\d[Xxu])(?!\\d)");

  private Years() {}

  /// Returns the first year that `date` names, from 1000 to 2099; `198X` counts as 1980.
  static OptionalInt first(String date) {
    Matcher matcher = YEAR.matcher(date);
    if (!matcher.find()) {
      return OptionalInt.empty();
    }
    String digits = matcher.group(1);
    char last = digits.charAt(3);
    return OptionalInt.of(
        Integer.parseInt(Character.isDigit(last) ? digits : digits.substring(0, 3) + "0"));
  }
}
