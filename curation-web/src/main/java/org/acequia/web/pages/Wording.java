package org.acequia.web.pages;

import java.util.OptionalInt;

/// Fills what stands in braces in a message: `{0}`, and `{0, plural, one {…} other {…}}`, which may
/// hold further ones. What is neither, or has no argument, stays as it is.
///
/// In the three languages of the pages, one is one, and everything else is several.
final class Wording {

  private static final String PLURAL = ", plural, ";

  private final String message;
  private final Object[] arguments;
  private final StringBuilder filled;

  private Wording(String message, Object... arguments) {
    this.message = message;
    this.arguments = arguments;
    this.filled = new StringBuilder(message.length() + 16 * arguments.length);
  }

  static String fill(String message, Object... arguments) {
    Wording wording = new Wording(message, arguments);
    wording.fill(0, message.length());
    return wording.filled.toString();
  }

  private void fill(int from, int to) {
    int at = from;
    while (at < to) {
      int end = message.charAt(at) == '{' ? fillSlot(at, to) : at;
      if (end == at) {
        filled.append(message.charAt(at));
        end++;
      }
      at = end;
    }
  }

  /// Returns where the slot that opens at `open` ends; `open` itself where there is none.
  private int fillSlot(int open, int to) {
    int index = open + 2 < to ? message.charAt(open + 1) - '0' : -1;
    if (index < 0 || index >= arguments.length) {
      return open;
    }
    if (message.charAt(open + 2) == '}') {
      filled.append(arguments[index]);
      return open + 3;
    }
    if (!message.startsWith(PLURAL, open + 2)) {
      return open;
    }
    OptionalInt close = closing(open, to);
    String form = arguments[index].toString().equals("1") ? "one {" : "other {";
    int chosen = branch(open + 2 + PLURAL.length(), close.orElse(open), form);
    OptionalInt end = chosen < 0 ? OptionalInt.empty() : closing(chosen, to);
    if (close.isEmpty() || end.isEmpty()) {
      return open;
    }
    fill(chosen + 1, end.getAsInt());
    return close.getAsInt() + 1;
  }

  /// Returns where the brace of a form opens; negative where there is none.
  private int branch(int from, int to, String form) {
    int at = from;
    while (at < to) {
      if (message.startsWith(form, at)) {
        return at + form.length() - 1;
      }
      int open = message.indexOf('{', at);
      at = open < 0 ? to : closing(open, to).orElse(to) + 1;
      while (at < to && message.charAt(at) == ' ') {
        at++;
      }
    }
    return -1;
  }

  /// Returns where the brace that opens at `open` closes.
  private OptionalInt closing(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      depth += message.charAt(i) == '{' ? 1 : message.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
