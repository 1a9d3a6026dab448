package org.acequia.indexer.extraction;

import java.io.IOException;
import java.io.Writer;

/// Passes words on: runs of white space become one space or line end, control characters and halves
/// of pairs go, and after so many characters it is full.
final class TidyWriter extends Writer {

  private final Writer out;
  private final int lengthMax;
  private int length;
  private char gap;
  private char high;

  TidyWriter(Writer out, int lengthMax) {
    super(out);
    this.out = out;
    this.lengthMax = lengthMax;
  }

  /// Enough was written; all of it has been passed on.
  static final class FullException extends IOException {
    FullException() {
      super("Enough words");
    }
  }

  boolean hasWords() {
    return length > 0;
  }

  @Override
  public void write(char[] text, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      add(text[i]);
    }
  }

  private void add(char c) throws IOException {
    if (Character.isHighSurrogate(c)) {
      high = c;
      return;
    }
    if (Character.isLowSurrogate(c)) {
      if (high != 0) {
        put(high);
        put(c);
      }
      high = 0;
      return;
    }
    high = 0;
    if (c == '\n') {
      gap = '\n';
    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      gap = gap == 0 ? ' ' : gap;
    } else if (!Character.isISOControl(c) && c != 0xFFFE && c != 0xFFFF) {
      put(c);
    }
  }

  private void put(char c) throws IOException {
    if (gap != 0 && length > 0) {
      pass(gap);
    }
    gap = 0;
    pass(c);
  }

  /// A pair is not parted: its second half may be the one beyond the limit.
  private void pass(char c) throws IOException {
    if (length >= lengthMax && !Character.isLowSurrogate(c)) {
      throw new FullException();
    }
    out.write(c);
    length++;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
