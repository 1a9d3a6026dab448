package org.acequia.web.pages;

/// A cell of a CSV table (RFC 4180) that people open in a spreadsheet.
public final class CsvCell {

  private static final String FORMULA = "=+-@\t\r";

  private CsvCell() {}

  /// Quotes `text`, and keeps a spreadsheet from taking it for a formula.
  public static String of(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }
}
