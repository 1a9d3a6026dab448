package org.acequia.node.jobs;

import org.acequia.web.Words;

/// A job cannot be done or go on. What it had done stays.
public final class JobFailedException extends RuntimeException {

  private final transient Words words;

  /// @param words why, what was kept, what to do
  public JobFailedException(Words words, Throwable cause) {
    super(words.inBrief(), cause);
    this.words = words;
  }

  /// @param words why, what was kept, what to do
  public JobFailedException(Words words) {
    super(words.inBrief());
    this.words = words;
  }

  Words words() {
    return words;
  }
}
