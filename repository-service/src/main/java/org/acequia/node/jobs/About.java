package org.acequia.node.jobs;

/// What a job or an act is about, as a column keeps it: titles that others wrote may be of any
/// length.
public final class About {

  /// In UTF-16 units; at most 3 bytes of UTF-8 each, so that 4,096 bytes hold it.
  private static final int LENGTH_MAX = 1_000;

  private About() {}

  /// Returns `text`, cut if it is too long, and without what PostgreSQL does not keep.
  public static String shortened(String text) {
    String whole = text.replace('\0', '\ufffd');
    if (whole.length() <= LENGTH_MAX) {
      return whole;
    }
    int end =
        Character.isHighSurrogate(whole.charAt(LENGTH_MAX - 2)) ? LENGTH_MAX - 2 : LENGTH_MAX - 1;
    return whole.substring(0, end) + "…";
  }
}
