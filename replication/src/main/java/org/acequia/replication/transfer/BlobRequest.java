package org.acequia.replication.transfer;

import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;

/// What a client asks of a [BlobServer]. Answers come in the order of the requests.
sealed interface BlobRequest {

  /// How many requests a client sends ahead of the answers.
  int AHEAD_MAX = 2;

  /// How many small blobs one request may name.
  int LEAVES_MAX = 512;

  /// How many bytes one request may ask for.
  long RANGE_BYTES_MAX = 16L << 20;

  /// Asks for the inner nodes of a file of several leaves, level by level from the root.
  record Tree(Cid root) implements BlobRequest {}

  /// Asks for bytes of a file of several leaves.
  record Range(Cid root, long offset, long lengthBytes) implements BlobRequest {}

  /// Asks for files of one leaf.
  record Leaves(List<Sha256> digests) implements BlobRequest {
    /// Keeps its own copy of `digests`.
    public Leaves {
      digests = List.copyOf(digests);
    }
  }
}
