package org.acequia.it.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of a shared file, as the mappings of the tests mean it.
///
/// @param terms the values by Dublin Core term
public record ReadItem(Map<String, List<String>> terms) {

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(1\\d{3}|20\\d{2})(?!\\d)");

  /// Returns the values of `term`.
  public List<String> all(String term) {
    return terms.getOrDefault(term, List.of());
  }

  /// Tells whether any value contains `phrase`.
  public boolean says(String phrase) {
    return terms.values().stream().anyMatch(texts -> Words.in(texts, phrase));
  }

  /// Tells whether any value contains a word that begins with `prefix`.
  public boolean saysWordBeginning(String prefix) {
    return terms.values().stream().anyMatch(texts -> Words.beginning(texts, prefix));
  }

  /// Returns the decade of the first year in the date, or an empty text.
  public String decade() {
    for (String date : all("date")) {
      Matcher year = YEAR.matcher(date);
      if (year.find()) {
        return year.group(1).substring(0, 3) + "0";
      }
    }
    return "";
  }

  /// Counts `items` by decade.
  public static Map<String, Long> countDecades(List<ReadItem> items) {
    Map<String, Long> counts = new TreeMap<>();
    for (ReadItem item : items) {
      if (!item.decade().isEmpty()) {
        counts.merge(item.decade(), 1L, Long::sum);
      }
    }
    return counts;
  }

  static ReadItem of(Map<String, List<String>> terms) {
    Map<String, List<String>> stated = new LinkedHashMap<>();
    terms.forEach((term, texts) -> {
      List<String> values =
          texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
      if (!values.isEmpty()) {
        stated.put(term, values);
      }
    });
    return new ReadItem(stated);
  }
}
