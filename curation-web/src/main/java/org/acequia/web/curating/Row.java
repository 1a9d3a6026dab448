package org.acequia.web.curating;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.reading.Card;

/// An item in the list that is edited in place.
///
/// @param title the one that the list edits
/// @param date the first
/// @param tags the person's own, with commas between them
public record Row(ItemView item, Card card, String title, String date, String tags) {

  /// Returns the rows of `items`.
  ///
  /// @param cards of the items, in their order
  static List<Row> of(List<ItemView> items, List<Card> cards, Author author, String language) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> of(items.get(i), cards.get(i), author, language))
        .toList();
  }

  private static Row of(ItemView item, Card card, Author author, String language) {
    return new Row(
        item,
        card,
        text(item.description(), Term.TITLE, language),
        text(item.description(), Term.DATE, language),
        Undoing.own(item, author).stream().map(LangText::text).collect(Collectors.joining(", ")));
  }

  private static String text(Description description, Term term, String language) {
    List<LangText> values = description.all(term);
    int at = edited(values, language);
    return at < 0 ? "" : values.get(at).text();
  }

  /// Returns which of a term's values the list edits: the first in the reader's language, else the
  /// first; -1 where there is none.
  static int edited(List<LangText> values, String language) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).language().equals(language)) {
        return i;
      }
    }
    return values.isEmpty() ? -1 : 0;
  }
}
