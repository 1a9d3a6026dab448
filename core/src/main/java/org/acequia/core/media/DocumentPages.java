package org.acequia.core.media;

import org.acequia.core.cid.Cid;

/// Pictures of the pages of documents, for readers whose browser has no viewer of its own.
///
/// They are made when somebody looks, in a process of their own, and kept while there is room; any
/// of them can go at any time and is made again. Safe for use by many threads; no call waits for a
/// picture.
public interface DocumentPages {

  /// How many pages of a document are drawn, from its first.
  int PAGES_MAX = 120;

  /// How wide the picture of a page is, in pixels, unless the page is very long.
  int WIDTH_PX = 1_000;

  /// How high it is at most, in pixels.
  int HEIGHT_PX_MAX = 1_600;

  /// The largest picture of one page, in bytes.
  int PICTURE_BYTES_MAX = 512 << 10;

  /// Returns a page, and sees to it that it and those behind it are made where they are not there.
  ///
  /// @param file a PDF that this node holds
  /// @param number from 1
  /// @param last the number of the last page that is wanted, at most [#PAGES_MAX]
  DocumentPage look(Cid file, int number, int last);
}
