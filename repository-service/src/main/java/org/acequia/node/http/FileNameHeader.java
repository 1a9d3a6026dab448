package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// The value of `Content-Disposition`. Sources: RFC 6266; RFC 8187 for names beyond ASCII.
final class FileNameHeader {

  /// The longest name, in code points.
  static final int NAME_LENGTH_MAX = 200;

  private static final String UNRESERVED = "!#$&+-.^_`|~";

  private FileNameHeader() {}

  /// @param attached whether to save the file rather than show it
  static String of(boolean attached, Optional<String> name) {
    String kind = attached ? "attachment" : "inline";
    return name.map(FileNameHeader::cleaned)
        .filter(clean -> !clean.isEmpty())
        .map(clean -> kind + parameters(clean))
        .orElse(kind);
  }

  /// Leaves out what names another directory, ends a line, or turns text round.
  private static String cleaned(String name) {
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .limit(NAME_LENGTH_MAX)
        .forEach(c -> {
          int type = Character.getType(c);
          if (c == '/' || c == '\\') {
            clean.append('_');
          } else if (type != Character.CONTROL
              && type != Character.FORMAT
              && type != Character.SURROGATE
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR) {
            clean.appendCodePoint(c);
          }
        });
    return clean.toString().strip();
  }

  private static String parameters(String name) {
    StringBuilder ascii = new StringBuilder();
    boolean plain = true;
    for (int c : name.codePoints().toArray()) {
      boolean safe = c < 0x7f && c != '"' && c != '%';
      ascii.append(safe ? (char) c : '_');
      plain &= safe;
    }
    String fallback = "; filename=\"%s\"".formatted(ascii);
    return plain ? fallback : fallback + "; filename*=UTF-8''" + percentEncoded(name);
  }

  private static String percentEncoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 0x7f && Character.isLetterOrDigit(c);
      if (letterOrDigit || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
