package org.acequia.web.reading;

import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;

/// An item in a list: enough to recognise it.
///
/// @param id the item
/// @param titles its titles
/// @param files its files
/// @param date as it is described
/// @param about how its description begins, which says what a picture shows
/// @param picture what stands for it
public record Card(
    ItemId id,
    List<LangText> titles,
    List<MediaFile> files,
    Optional<LangText> date,
    Optional<LangText> about,
    Optional<Picture> picture) {

  /// The longest title on a card, in UTF-16 units: many stand on one page.
  static final int TITLE_LENGTH_MAX = 120;

  private static final int ABOUT_LENGTH_MAX = 70;

  /// Returns the card of an item without a picture.
  public static Card of(ItemView item) {
    return of(item, Optional.empty());
  }

  /// Returns the card of an item.
  public static Card of(ItemView item, Optional<Picture> picture) {
    return new Card(
        item.id(),
        item.description().all(Term.TITLE).stream().map(Card::shortened).toList(),
        item.media(),
        item.description().all(Term.DATE).stream().findFirst().map(Card::shortened),
        item.description().all(Term.DESCRIPTION).stream()
            .findFirst()
            .map(text ->
                new LangText(text.language(), shortened(firstLine(text), ABOUT_LENGTH_MAX))),
        picture);
  }

  private static String firstLine(LangText text) {
    int end = text.text().indexOf('\n');
    return end < 0 ? text.text() : text.text().substring(0, end);
  }

  /// Returns what stands for an item without a title: the name of its first file.
  public Optional<String> fileName() {
    return files.stream().findFirst().map(MediaFile::name);
  }

  private static LangText shortened(LangText text) {
    return new LangText(text.language(), shortened(text.text(), TITLE_LENGTH_MAX));
  }

  /// Returns `text`, or its beginning and an ellipsis.
  static String shortened(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    int end = lengthMax - 1;
    // Half of a surrogate pair is no character.
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
