package org.acequia.node.accession;

import org.acequia.web.Words;

/// An import cannot begin or go on. What was added before stays; importing again goes on from
/// there.
public final class AccessionException extends RuntimeException {

  private final transient Words words;

  /// @param words what is wrong, where, and what to do
  public AccessionException(Words words) {
    super(words.inBrief());
    this.words = words;
  }

  /// @param words what is wrong, where, and what to do
  public AccessionException(Words words, Throwable cause) {
    super(words.inBrief(), cause);
    this.words = words;
  }

  /// Returns what is wrong, where, and what to do.
  public Words words() {
    return words;
  }
}
