package org.acequia.core.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a file says about itself, in whatever form its format has for it (EXIF, IPTC, XMP, ID3, a
/// document's properties). Nobody has checked it.
///
/// @param title its title, one line
/// @param description what it says of its content
/// @param creators who made it, in the order in which they are named
/// @param date when it was made, as ISO 8601 (EDTF): `1987`, `1987-06`, `1987-06-24` or
///   `1987-06-24T18:05:09`, with an offset only where the file states one
/// @param place where it was made, in words
/// @param coordinates where it was made
/// @param camera the maker and model of the device
/// @param keywords distinct
/// @param rights what it says of rights in it
/// @param language a BCP 47 tag
/// @param width of the upright picture, in pixels
/// @param height of the upright picture, in pixels
/// @param duration how long it plays
/// @param pages how many it has
public record FileMetadata(
    Optional<String> title,
    Optional<String> description,
    List<String> creators,
    Optional<String> date,
    Optional<String> place,
    Optional<Coordinates> coordinates,
    Optional<String> camera,
    List<String> keywords,
    Optional<String> rights,
    Optional<String> language,
    OptionalInt width,
    OptionalInt height,
    Optional<Duration> duration,
    OptionalInt pages) {

  /// The longest description, in UTF-16 units; longer ones are cut.
  public static final int TEXT_LENGTH_MAX = 4_000;

  /// The longest of the other texts, in UTF-16 units; longer ones are cut.
  public static final int LINE_LENGTH_MAX = 500;

  /// The most creators, and the most keywords.
  public static final int VALUES_MAX = 50;

  /// A file that says nothing.
  public static final FileMetadata NONE =
      new FileMetadata(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty());

  /// Keeps its own copies.
  public FileMetadata {
    creators = List.copyOf(creators);
    keywords = List.copyOf(keywords);
  }

  /// Tells whether the file says nothing about itself.
  public boolean isNone() {
    return equals(NONE);
  }
}
