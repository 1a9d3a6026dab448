package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Names of files, made fit to be shown and signed.
public final class FileName {

  /// The longest name, in bytes of UTF-8.
  public static final int SIZE_BYTES_MAX = 255;

  private static final int REPLACEMENT = 0xfffd;

  private FileName() {}

  /// Returns `name` with control characters, direction overrides, path separators and unpaired
  /// surrogates replaced, and cut to [#SIZE_BYTES_MAX].
  public static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    int size = 0;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      int safe = isHarmless(c) ? c : REPLACEMENT;
      size += Character.toString(safe).getBytes(UTF_8).length;
      if (size > SIZE_BYTES_MAX) {
        break;
      }
      shown.appendCodePoint(safe);
    }
    return shown.isEmpty() ? Character.toString(REPLACEMENT) : shown.toString();
  }

  /// Returns the last part of a path as a browser gave it, made fit to be shown.
  public static String ofPath(String path) {
    return shown(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  }

  /// Returns the name without its extension.
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> c == 0x200c || c == 0x200d; // joiners, which scripts need
      default -> c != '/' && c != '\\';
    };
  }
}
