package org.acequia.node.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a Range header (RFC 9110, section 14.2): one range, from the front or the end. Several at
/// once, and what cannot be understood, are answered with the whole, as the RFC allows.
final class Ranges {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private Ranges() {}

  /// What to send.
  sealed interface Range {}

  /// All of it.
  record Whole() implements Range {}

  /// Some of it.
  record Part(long offset, long length) implements Range {}

  /// Nothing: there are no such bytes.
  record Unsatisfiable() implements Range {}

  static Range read(Optional<String> header, long size) {
    Optional<Matcher> one = header.map(text -> ONE.matcher(text.strip())).filter(Matcher::matches);
    if (one.isEmpty()) {
      return new Whole();
    }
    String first = one.get().group(1);
    String last = one.get().group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return new Whole();
    }
    if (first.isEmpty()) {
      long length = Math.min(Long.parseLong(last), size);
      return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    if (!last.isEmpty() && Long.parseLong(last) < from) {
      return new Whole();
    }
    return from >= size ? new Unsatisfiable() : new Part(from, to - from + 1);
  }
}
