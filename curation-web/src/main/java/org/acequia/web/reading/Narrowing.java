package org.acequia.web.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.search.SearchFacet;
import org.acequia.core.search.SearchQuery;

/// What a reader looks for: the words, and the values to which hits are narrowed, as they stand in
/// an address: `?q=words&type=photograph&decade=1980&order=date&page=2`.
///
/// What is too long or too many is cut off; nothing a reader types is an error.
///
/// @param text the words
/// @param values per facet
/// @param order of the hits
public record Narrowing(
    String text, Map<SearchFacet, List<String>> values, SearchQuery.Order order) {

  /// The longest value, in UTF-16 units.
  static final int VALUE_LENGTH_MAX = 200;

  /// The most values of one facet.
  static final int VALUES_MAX = 8;

  /// One value to which hits are narrowed.
  public record Chip(SearchFacet facet, String value) {

    /// Returns the form in which a button sends it: `facet:value`.
    public String code() {
      return parameter(facet) + ":" + value;
    }
  }

  /// Reads an address.
  static Narrowing of(HttpServletRequest request) {
    Map<SearchFacet, List<String>> values = new EnumMap<>(SearchFacet.class);
    for (SearchFacet facet : SearchFacet.values()) {
      List<String> asked = asked(request, parameter(facet));
      if (!asked.isEmpty()) {
        values.put(facet, asked);
      }
    }
    String text = Optional.ofNullable(request.getParameter("q")).orElse("").strip();
    return new Narrowing(
        cut(text, SearchQuery.TEXT_LENGTH_MAX), values, order(request.getParameter("order")));
  }

  /// Returns the name of a facet in an address.
  public static String parameter(SearchFacet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }

  /// Returns every value, in the order of the facets.
  public List<Chip> chips() {
    return values.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(v -> new Chip(entry.getKey(), v)))
        .toList();
  }

  /// Tells whether nothing is asked for.
  public boolean blank() {
    return text.isEmpty() && values.isEmpty();
  }

  /// Tells whether hits are narrowed to this value.
  public boolean has(SearchFacet facet, String value) {
    return values.getOrDefault(facet, List.of()).contains(value);
  }

  /// Returns the same with a value more, as a button sent it.
  Narrowing with(String code) {
    return chip(code)
        .map(chip -> has(chip.facet, chip.value) ? this : changed(chip, true))
        .orElse(this);
  }

  /// Returns the same with a value less.
  Narrowing without(String code) {
    return chip(code).map(chip -> changed(chip, false)).orElse(this);
  }

  /// Returns the address.
  String address() {
    StringBuilder address = new StringBuilder("/search?q=").append(encoded(text));
    chips()
        .forEach(chip ->
            address
                .append('&')
                .append(parameter(chip.facet))
                .append('=')
                .append(encoded(chip.value)));
    if (order != SearchQuery.Order.RELEVANCE) {
      address.append("&order=").append(order.name().toLowerCase(Locale.ROOT));
    }
    return address.toString();
  }

  private Narrowing changed(Chip chip, boolean more) {
    Map<SearchFacet, List<String>> changed = new EnumMap<>(SearchFacet.class);
    changed.putAll(values);
    List<String> list = new ArrayList<>(values.getOrDefault(chip.facet, List.of()));
    list.remove(chip.value);
    if (more && list.size() < VALUES_MAX) {
      list.add(chip.value);
    }
    if (list.isEmpty()) {
      changed.remove(chip.facet);
    } else {
      changed.put(chip.facet, List.copyOf(list));
    }
    return new Narrowing(text, changed, order);
  }

  private static Optional<Chip> chip(String code) {
    int colon = code.indexOf(':');
    for (SearchFacet facet : SearchFacet.values()) {
      if (colon > 0 && code.substring(0, colon).equals(parameter(facet))) {
        return Optional.of(new Chip(facet, cut(code.substring(colon + 1), VALUE_LENGTH_MAX)));
      }
    }
    return Optional.empty();
  }

  private static List<String> asked(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null
        ? List.of()
        : List.of(values).stream()
            .filter(value -> !value.isBlank())
            .map(value -> cut(value, VALUE_LENGTH_MAX))
            .distinct()
            .limit(VALUES_MAX)
            .toList();
  }

  private static SearchQuery.Order order(@org.jspecify.annotations.Nullable String asked) {
    for (SearchQuery.Order order : SearchQuery.Order.values()) {
      if (order.name().equalsIgnoreCase(asked)) {
        return order;
      }
    }
    return SearchQuery.Order.RELEVANCE;
  }

  private static String cut(String text, int lengthMax) {
    return text.length() <= lengthMax ? text : text.substring(0, lengthMax);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
