package org.acequia.node.jobs;

/// A job cannot be done or go on. What it had done stays.
public final class JobFailedException extends RuntimeException {

  private final transient Words words;

  /// @param words why, what was kept, what to do
  public JobFailedException(Words words, Throwable cause) {
    super(words.key().isEmpty() ? String.join(" ", words.arguments()) : words.toString(), cause);
    this.words = words;
  }

  /// @param words why, what was kept, what to do
  public JobFailedException(Words words) {
    super(words.key().isEmpty() ? String.join(" ", words.arguments()) : words.toString());
    this.words = words;
  }

  Words words() {
    return words;
  }
}
