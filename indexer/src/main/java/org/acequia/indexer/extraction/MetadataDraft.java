package org.acequia.indexer.extraction;

import java.text.Normalizer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.acequia.core.media.Coordinates;
import org.acequia.core.media.FileMetadata;
import org.jspecify.annotations.Nullable;

/// [FileMetadata] in the making, out of several sources: what was said first counts, lists grow.
///
/// Texts are made harmless as they come: no control characters, no lone surrogates, composed (NFC),
/// no longer than [FileMetadata] has room for; null and blank ones are nothing.
final class MetadataDraft {

  private Optional<String> title = Optional.empty();
  private Optional<String> description = Optional.empty();
  private final SequencedSet<String> creators = new LinkedHashSet<>();
  private Optional<String> date = Optional.empty();
  private Optional<String> place = Optional.empty();
  private Optional<Coordinates> coordinates = Optional.empty();
  private Optional<String> camera = Optional.empty();
  private final SequencedSet<String> keywords = new LinkedHashSet<>();
  private Optional<String> rights = Optional.empty();
  private Optional<String> language = Optional.empty();
  private OptionalInt width = OptionalInt.empty();
  private OptionalInt height = OptionalInt.empty();
  private Optional<Duration> duration = Optional.empty();
  private OptionalInt pages = OptionalInt.empty();

  MetadataDraft title(@Nullable String text) {
    title = title.or(() -> line(text));
    return this;
  }

  MetadataDraft description(@Nullable String text) {
    description = description.or(() -> clean(text, FileMetadata.TEXT_LENGTH_MAX, true));
    return this;
  }

  MetadataDraft creator(@Nullable String text) {
    add(creators, text);
    return this;
  }

  /// @param edtf as [FileMetadata#date()] has it
  MetadataDraft date(Optional<String> edtf) {
    date = date.or(() -> edtf);
    return this;
  }

  MetadataDraft place(@Nullable String text) {
    place = place.or(() -> line(text));
    return this;
  }

  /// The point of no latitude and no longitude is what devices write that do not know.
  MetadataDraft coordinates(double latitude, double longitude) {
    boolean known =
        Math.abs(latitude) <= 90
            && Math.abs(longitude) <= 180
            && !(latitude == 0 && longitude == 0);
    if (known && coordinates.isEmpty()) {
      coordinates = Optional.of(new Coordinates(latitude, longitude));
    }
    return this;
  }

  MetadataDraft camera(@Nullable String maker, @Nullable String model) {
    if (camera.isEmpty()) {
      Optional<String> by = line(maker);
      Optional<String> name = line(model);
      camera =
          name.isPresent() && by.isPresent() && !startsAlike(name.get(), by.get())
              ? line(by.get() + " " + name.get())
              : name.or(() -> by);
    }
    return this;
  }

  /// `NIKON CORPORATION` made the `NIKON D70`: the maker is said once.
  private static boolean startsAlike(String model, String maker) {
    String first = maker.split(" ", 2)[0];
    return model.regionMatches(true, 0, first, 0, first.length());
  }

  MetadataDraft keyword(@Nullable String text) {
    add(keywords, text);
    return this;
  }

  MetadataDraft rights(@Nullable String text) {
    rights = rights.or(() -> line(text));
    return this;
  }

  /// What is no BCP 47 tag is passed over.
  MetadataDraft language(@Nullable String tag) {
    if (tag != null && language.isEmpty()) {
      String canonical =
          java.util.Locale.forLanguageTag(tag.strip().replace('_', '-')).toLanguageTag();
      if (!canonical.equals("und") && canonical.length() <= 35) {
        language = Optional.of(canonical);
      }
    }
    return this;
  }

  MetadataDraft size(int widthPx, int heightPx) {
    if (width.isEmpty() && widthPx > 0 && heightPx > 0) {
      width = OptionalInt.of(widthPx);
      height = OptionalInt.of(heightPx);
    }
    return this;
  }

  MetadataDraft duration(Duration time) {
    boolean sane = !time.isNegative() && !time.isZero() && time.compareTo(Duration.ofDays(365)) < 0;
    if (duration.isEmpty() && sane) {
      duration = Optional.of(Duration.ofMillis(time.toMillis()));
    }
    return this;
  }

  MetadataDraft pages(int count) {
    if (pages.isEmpty() && count > 0) {
      pages = OptionalInt.of(count);
    }
    return this;
  }

  /// Adds what another source said, after all that was said before.
  MetadataDraft add(FileMetadata other) {
    title = title.or(other::title);
    description = description.or(other::description);
    other.creators().forEach(this::creator);
    date = date.or(other::date);
    place = place.or(other::place);
    coordinates = coordinates.or(other::coordinates);
    camera = camera.or(other::camera);
    other.keywords().forEach(this::keyword);
    rights = rights.or(other::rights);
    language = language.or(other::language);
    size(other.width().orElse(0), other.height().orElse(0));
    other.duration().ifPresent(this::duration);
    pages(other.pages().orElse(0));
    return this;
  }

  FileMetadata build() {
    return new FileMetadata(
        title,
        description,
        List.copyOf(creators),
        date,
        place,
        coordinates,
        camera,
        List.copyOf(keywords),
        rights,
        language,
        width,
        height,
        duration,
        pages);
  }

  private static void add(SequencedSet<String> values, @Nullable String text) {
    if (values.size() < FileMetadata.VALUES_MAX) {
      line(text).ifPresent(values::add);
    }
  }

  static Optional<String> line(@Nullable String text) {
    return clean(text, FileMetadata.LINE_LENGTH_MAX, false);
  }

  private static Optional<String> clean(@Nullable String text, int lengthMax, boolean lines) {
    if (text == null) {
      return Optional.empty();
    }
    String bounded = text.substring(0, Math.min(text.length(), lengthMax * 4));
    StringBuilder clean = new StringBuilder();
    bounded.codePoints().forEach(c -> clean.appendCodePoint(harmless(c, lines)));
    String composed = Normalizer.normalize(clean, Normalizer.Form.NFC);
    String tight = lines ? composed.strip() : composed.strip().replaceAll("\\s+", " ");
    String cut = cut(tight, lengthMax).strip();
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
  }

  private static int harmless(int c, boolean lines) {
    if (c == '\n' && lines) {
      return c;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE, Character.UNASSIGNED -> 0xFFFD;
      case Character.FORMAT -> c == 0x200c || c == 0x200d ? c : ' ';
      default -> c;
    };
  }

  private static String cut(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(lengthMax - 1));
    return text.substring(0, splitsPair ? lengthMax - 1 : lengthMax);
  }
}
