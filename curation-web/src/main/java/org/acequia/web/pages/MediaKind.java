package org.acequia.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.acequia.core.archive.MediaFile;

/// How a page can show a file.
public enum MediaKind {
  /// A picture that every browser shows.
  PICTURE,
  /// Sound, with a player.
  AUDIO,
  /// Moving pictures, with a player.
  VIDEO,
  /// Everything else: a link.
  DOCUMENT;

  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml");

  /// Returns how to show `file`, by its media type.
  public static MediaKind of(MediaFile file) {
    String type = file.mediaType().toLowerCase(Locale.ROOT);
    if (PICTURES.contains(type)) {
      return PICTURE;
    }
    if (type.startsWith("audio/")) {
      return AUDIO;
    }
    return type.startsWith("video/") ? VIDEO : DOCUMENT;
  }

  /// Returns those of `files` that are of this kind.
  public List<MediaFile> among(List<MediaFile> files) {
    return files.stream().filter(file -> of(file) == this).toList();
  }
}
