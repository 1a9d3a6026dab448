package org.acequia.web.reading;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acequia.core.archive.LangText;
import org.acequia.core.search.SearchFacet;
import org.acequia.web.pages.Page;

/// The values of facets as people read them.
///
/// @param collections titles by collection, in text form
public record Labels(Map<String, List<LangText>> collections) {

  /// Returns a facet's value in words.
  public String of(Page page, SearchFacet facet, String value) {
    return switch (facet) {
      case COLLECTION ->
          page.best(collections.getOrDefault(value, List.of()))
              .map(LangText::text)
              .map(title -> Card.shortened(title, Card.TITLE_LENGTH_MAX))
              .orElseGet(() -> page.text("collection.unknown"));
      case KIND -> page.textOr("kinds." + value, value);
      case TYPE ->
          page.textOr(
              "type." + value.toLowerCase(Locale.ROOT),
              Card.shortened(value, Card.TITLE_LENGTH_MAX));
      case DECADE -> page.text("search.decade", value);
      case LANGUAGE -> page.languageName(value);
      case WORK -> page.textOr("work." + value, value);
      case CREATOR, SUBJECT, PLACE, TAG -> Card.shortened(value, Card.TITLE_LENGTH_MAX);
    };
  }
}
