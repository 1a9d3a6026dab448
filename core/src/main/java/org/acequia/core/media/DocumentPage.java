package org.acequia.core.media;

import org.acequia.core.cid.Cid;

/// One page of a document, as far as there is a picture of it.
public sealed interface DocumentPage {

  /// The longest text of one page that is kept, in UTF-16 units; what follows it is not.
  int TEXT_LENGTH_MAX = 6_000;

  /// Returns the path at which this node serves the picture of a page.
  static String path(Cid file, int number) {
    return "/previews/%s/page-%d".formatted(file, number);
  }

  /// There is none yet: it is being made, or will be when it is asked for again.
  record Waiting() implements DocumentPage {}

  /// There is one, a JPEG, upright.
  ///
  /// @param width in pixels
  /// @param height in pixels
  /// @param text what is written on the page, as the document says itself; empty where it has
  ///   nothing but a picture
  record Drawn(int width, int height, String text) implements DocumentPage {

    /// Refuses what is no picture of a page.
    public Drawn {
      boolean fits =
          width >= 1
              && width <= DocumentPages.WIDTH_PX
              && height >= 1
              && height <= DocumentPages.HEIGHT_PX_MAX;
      if (!fits || text.length() > TEXT_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "No picture of a page: %d × %d, %d characters".formatted(width, height, text.length()));
      }
    }
  }

  /// None could be made. The file is here, and unchanged.
  ///
  /// @param fault why
  record Missing(Fault fault) implements DocumentPage {}
}
