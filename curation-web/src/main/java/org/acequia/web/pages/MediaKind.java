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

  /// Returns a drawing of it: the path of an SVG of 24 by 24.
  public String drawing() {
    return switch (this) {
      case PICTURE -> "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M15.5 9.5h.01";
      case AUDIO -> "M3 10v4M7 7v10M11 4v16M15 8v8M19 6v12M22 11v2";
      case VIDEO -> "M3 5h18v14H3zM10 9l5 3-5 3zM6 5v14";
      case DOCUMENT -> "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7";
    };
  }

  /// Returns those of `files` that are of this kind.
  public List<MediaFile> among(List<MediaFile> files) {
    return files.stream().filter(file -> of(file) == this).toList();
  }
}
