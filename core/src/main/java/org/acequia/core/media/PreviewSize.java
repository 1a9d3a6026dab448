package org.acequia.core.media;

import java.util.Locale;
import java.util.Optional;

/// The pictures that are made of a file, all JPEG, upright, and never larger than the original.
public enum PreviewSize {
  /// For lists.
  SMALL(480),
  /// For the page of one item.
  LARGE(1_600);

  private final int longEdgePx;

  PreviewSize(int longEdgePx) {
    this.longEdgePx = longEdgePx;
  }

  /// Returns the longer edge at most, in pixels.
  public int longEdgePx() {
    return longEdgePx;
  }

  /// Returns the name in addresses: `small` or `large`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the size with this name.
  public static Optional<PreviewSize> of(String code) {
    for (PreviewSize size : values()) {
      if (size.code().equals(code)) {
        return Optional.of(size);
      }
    }
    return Optional.empty();
  }
}
