package org.acequia.web.pages;

import io.nayuki.qrcodegen.DataTooLongException;

/// A QR code as vector graphics, with error correction level M: readable when a sixth of it is
/// covered.
///
/// In a page: `<svg class="qr" viewBox="${qr.viewBox()}" role="img" aria-label="…"><path
/// d="${qr.path()}"/></svg>`, where the style gives dark modules on a light ground in both themes.
/// By itself: [#svg()]. Neither needs a script or an inline style.
public final class QrCode {

  /// The longest text, in UTF-16 units. A longer one would make modules too small for old phones.
  public static final int TEXT_LENGTH_MAX = 1_200;

  /// The media type of [#svg()].
  public static final String MEDIA_TYPE = "image/svg+xml";

  /// The light border that scanners need, in modules.
  private static final int BORDER = 4;

  private final int size;
  private final String path;

  private QrCode(int size, String path) {
    this.size = size;
    this.path = path;
  }

  /// Draws `text`.
  ///
  /// @throws IllegalArgumentException if it is empty, or longer than [#TEXT_LENGTH_MAX]
  public static QrCode of(String text) {
    if (text.isEmpty() || text.length() > TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A QR code holds 1 to %d characters, not %d".formatted(TEXT_LENGTH_MAX, text.length()));
    }
    try {
      var code = io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
      return new QrCode(code.size + 2 * BORDER, path(code));
    } catch (DataTooLongException e) {
      throw new IllegalArgumentException("The text does not fit into a QR code", e);
    }
  }

  /// Returns the value of the attribute `viewBox`: a square, one unit for each module, border
  /// included.
  public String viewBox() {
    return "0 0 %d %d".formatted(size, size);
  }

  /// Returns the value of the attribute `d` of a path that fills the dark modules.
  public String path() {
    return path;
  }

  /// Returns a whole SVG document, black on white.
  public String svg() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="%s" shape-rendering="crispEdges">\
    <path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>
    """
        .formatted(viewBox(), size, size, path);
  }

  /// Runs of dark modules, row by row: a third of the bytes that single squares take.
  private static String path(io.nayuki.qrcodegen.QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from + BORDER).append(' ').append(y + BORDER);
          path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
        } else {
          x++;
        }
      }
    }
    return path.toString();
  }
}
