package org.acequia.indexer;

/// The search index cannot be read or written. Nothing is lost: it can be rebuilt by reindexing.
public final class SearchIndexException extends RuntimeException {

  /// @param message what failed
  public SearchIndexException(String message, Throwable cause) {
    super(message + ". Nothing is lost: `./acequia reindex` builds the index anew.", cause);
  }
}
