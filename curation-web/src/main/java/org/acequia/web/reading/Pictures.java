package org.acequia.web.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.Fault;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;
import org.acequia.web.HeldFiles;
import org.acequia.web.pages.MediaKind;

/// Which picture stands for a file: one made of it, or itself while there is none and it is small.
public final class Pictures {

  /// The largest original that a list shows, in bytes: an old phone loads many of them.
  private static final long ORIGINAL_BYTES_MAX = 400_000;

  /// Among how many of an item's files one with a picture is looked for.
  private static final int CANDIDATES_MAX = 4;

  /// How much of a paper its page shows, in UTF-16 units: twelve of them must fit.
  private static final int WORDS_LENGTH_MAX = 400;

  private final Extractions extractions;
  private final HeldFiles held;

  /// Shows what `extractions` made, and files that are `held`.
  public Pictures(Extractions extractions, HeldFiles held) {
    this.extractions = extractions;
    this.held = held;
  }

  /// Tells whether a file is here, to be shown itself.
  public boolean holds(MediaFile file) {
    return held.holds(file.blob());
  }

  /// What is known of some files, asked for at once.
  public final class Known {

    private final Map<Cid, Extraction> files;

    private Known(Map<Cid, Extraction> files) {
      this.files = files;
    }

    /// Returns how far reading a file has come.
    public Extraction of(MediaFile file) {
      return files.getOrDefault(file.blob(), new Extraction.Waiting());
    }

    /// Returns the picture of a file for a list.
    public Optional<Picture> small(MediaFile file) {
      return of(file)
          .preview(PreviewSize.SMALL)
          .map(made -> new Picture(made.path(file.blob()), made.width(), made.height(), null))
          .or(() -> isDamaged(file) ? Optional.empty() : original(file));
    }

    /// Tells whether a browser would show nothing of a file, either.
    boolean isDamaged(MediaFile file) {
      return of(file) instanceof Extraction.Failed(var fault, _)
          && (fault == Fault.DAMAGED || fault == Fault.CORRUPT);
    }

    /// Returns the picture of a file for its page.
    public Optional<Picture> large(MediaFile file) {
      Extraction read = of(file);
      Optional<Preview> large = read.preview(PreviewSize.LARGE);
      return large
          .map(made ->
              new Picture(
                  made.path(file.blob()),
                  made.width(),
                  made.height(),
                  sources(file, read.preview(PreviewSize.SMALL), made)))
          .or(() -> small(file));
    }

    /// Returns the picture that stands for an item.
    public Optional<Picture> of(ItemView item) {
      return candidates(item).flatMap(file -> small(file).stream()).findFirst();
    }

    /// Returns the large picture that stands for an item.
    public Optional<Picture> leading(ItemView item) {
      return candidates(item).flatMap(file -> large(file).stream()).findFirst();
    }
  }

  /// Returns files of an item as its page shows them.
  ///
  /// @param offset how many to skip
  List<Shown> shown(ItemView item, int offset, int limit) {
    List<MediaFile> files = item.media().stream().skip(offset).limit(limit).toList();
    Known known = ofFiles(files);
    List<Shown> shown = new ArrayList<>();
    for (MediaFile file : files) {
      Optional<Picture> picture = known.large(file);
      shown.add(
          new Shown(
              file,
              offset + shown.size() + 1,
              MediaKind.of(file),
              picture,
              known.of(file).metadata(),
              holds(file),
              known.isDamaged(file),
              MediaKind.of(file) == MediaKind.DOCUMENT && picture.isEmpty()
                  ? words(file, WORDS_LENGTH_MAX)
                  : Optional.empty()));
    }
    return shown;
  }

  /// Returns how the words of a file begin.
  ///
  /// @param lengthMax in UTF-16 units
  public Optional<String> words(MediaFile file, int lengthMax) {
    // As much again, for blanks at the front, and to tell that more follows.
    return extractions
        .beginning(file.blob(), 2 * lengthMax)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> Card.shortened(text, lengthMax));
  }

  /// Asks for what is known of the files that stand for `items`.
  public Known of(List<ItemView> items) {
    return ofFiles(items.stream().flatMap(Pictures::candidates).toList());
  }

  /// Asks for what is known of `files`.
  public Known ofFiles(Collection<MediaFile> files) {
    return new Known(
        files.isEmpty()
            ? Map.of()
            : extractions.of(files.stream().map(MediaFile::blob).collect(Collectors.toSet())));
  }

  private static Stream<MediaFile> candidates(ItemView item) {
    List<MediaFile> pictures = MediaKind.PICTURE.among(item.media());
    List<MediaFile> files = pictures.isEmpty() ? item.media() : pictures;
    return files.stream().limit(CANDIDATES_MAX);
  }

  private static String sources(MediaFile file, Optional<Preview> small, Preview large) {
    String wide = "%s %dw".formatted(large.path(file.blob()), large.width());
    return small
        .filter(made -> made.width() < large.width())
        .map(made -> "%s %dw, %s".formatted(made.path(file.blob()), made.width(), wide))
        .orElse(wide);
  }

  private Optional<Picture> original(MediaFile file) {
    return MediaKind.of(file) == MediaKind.PICTURE
            && file.sizeBytes() <= ORIGINAL_BYTES_MAX
            && holds(file)
        ? Optional.of(new Picture("/ipfs/" + file.blob(), null, null, null))
        : Optional.empty();
  }
}
