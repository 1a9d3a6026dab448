package org.acequia.indexer;

import java.util.Optional;
import org.acequia.core.cid.Cid;

/// The words that were found in files, of which an item's are indexed with it.
@FunctionalInterface
public interface FileWords {

  /// Nothing is known of any file.
  FileWords NONE = _ -> Optional.empty();

  /// Returns what stands in `file`, and what it says about itself; empty where that is nothing, or
  /// nobody has read it yet.
  Optional<String> words(Cid file);
}
