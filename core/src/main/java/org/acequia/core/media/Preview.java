package org.acequia.core.media;

import org.acequia.core.cid.Cid;

/// A picture made of a file.
///
/// @param size which of them
/// @param width in pixels
/// @param height in pixels
public record Preview(PreviewSize size, int width, int height) {

  /// Refuses what is no picture of this size.
  public Preview {
    if (width < 1 || height < 1 || Math.max(width, height) > size.longEdgePx()) {
      throw new IllegalArgumentException(
          "No %s preview: %d × %d".formatted(size.code(), width, height));
    }
  }

  /// Returns the path at which this node serves the picture of `file`.
  public String path(Cid file) {
    return "/previews/%s/%s".formatted(file, size.code());
  }
}
