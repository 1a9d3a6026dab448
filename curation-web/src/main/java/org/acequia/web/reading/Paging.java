package org.acequia.web.reading;

import org.acequia.core.search.SearchQuery;

/// Where in a long list a page stands. Pages count from 1.
///
/// @param number the page that is shown
/// @param size how many entries a page has
/// @param total how many the list has
public record Paging(int number, int size, long total) {

  /// Returns where the page asked for stands; what is not a page number asks for the first.
  ///
  /// @param asked as it came, of any length
  public static Paging of(String asked, int size, long total) {
    return new Paging(parse(asked, size), size, total);
  }

  /// Returns the page asked for, 1 where that is no page that can be shown.
  static int parse(String asked, int size) {
    boolean digits = !asked.isEmpty() && asked.length() <= 5;
    digits = digits && asked.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(asked) : 1;
    return Math.clamp(number, 1, SearchQuery.OFFSET_MAX / size);
  }

  /// Returns how many entries stand before this page.
  public int offset() {
    return (number - 1) * size;
  }

  /// Returns how many pages there are to turn to.
  public long pages() {
    long pages = Math.max(1, (total + size - 1) / size);
    return Math.min(pages, SearchQuery.OFFSET_MAX / size);
  }

  /// Tells whether there is a page before.
  public boolean hasPrevious() {
    return number > 1;
  }

  /// Tells whether there is a page after.
  public boolean hasNext() {
    return number < pages();
  }
}
