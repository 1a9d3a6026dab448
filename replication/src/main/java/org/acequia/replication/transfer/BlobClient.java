package org.acequia.replication.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStore;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.FileTreeAssembler;
import org.acequia.core.unixfs.InnerNode;
import org.acequia.core.unixfs.UnixFsException;
import org.acequia.replication.wire.Stream;

/// Asks one peer on one stream. For one thread. After an exception the stream is of no further use.
final class BlobClient {

  /// How much is asked for at once: a two-hundredth of the blob within these limits. What is on its
  /// way when a link breaks is lost, so the two ranges ahead are at most a hundredth of the blob.
  static final long RANGE_BYTES_MIN = 256L << 10;

  static final long RANGE_BYTES_MAX = 4L << 20;

  private static final int RANGES_OF_BLOB = 200;

  /// A root, and as many below it as it can name.
  private static final int INNER_NODES_MAX = 1 + InnerNode.MAX_CHILDREN;

  private static final int BUFFER_BYTES = 256 << 10;

  private final BlobWire wire;

  BlobClient(Stream stream) {
    this.wire = new BlobWire(stream);
  }

  /// Hears of each leaf, as it arrives.
  interface LeafTaker {

    /// Takes one leaf.
    ///
    /// @param content verified; absent where the peer does not hold the blob
    void take(Cid cid, Optional<byte[]> content) throws IOException;
  }

  /// Hears of bytes as they arrive.
  interface ByteCounter {

    /// Counts what came.
    ///
    /// @param received how many came
    /// @param resumeOffset how many are here now
    void count(int received, long resumeOffset);
  }

  /// The answer for a tree.
  sealed interface TreeAnswer {

    /// The peer holds the blob.
    record Held(FileTree tree) implements TreeAnswer {}

    /// The peer does not.
    record NotHeld() implements TreeAnswer {}

    /// Nobody can: the root names no file.
    record NotAFile() implements TreeAnswer {}
  }

  /// Asks for files of one leaf.
  void leaves(List<Sha256> digests, LeafTaker taker) throws IOException, FaultyPeerException {
    wire.write(new BlobRequest.Leaves(digests));
    for (Sha256 digest : digests) {
      long size = wire.readNumber() - 1;
      if (size > FileTree.LEAF_SIZE_BYTES) {
        throw new FaultyPeerException("A leaf of %d bytes".formatted(size));
      }
      Cid cid = BlobWire.leaf(digest);
      if (size < 0) {
        taker.take(cid, Optional.empty());
        continue;
      }
      byte[] content = wire.readBytes((int) size);
      if (!Sha256.of(content).equals(digest)) {
        throw new FaultyPeerException("Other bytes than those of " + cid);
      }
      taker.take(cid, Optional.of(content));
    }
  }

  /// Asks for the inner nodes of a file of several leaves.
  TreeAnswer tree(Cid root) throws IOException, FaultyPeerException {
    FileTreeAssembler assembler;
    try {
      assembler = new FileTreeAssembler(root);
    } catch (UnixFsException _) {
      return new TreeAnswer.NotAFile();
    }
    wire.write(new BlobRequest.Tree(root));
    long count = wire.readNumber();
    if (count > INNER_NODES_MAX) {
      throw new FaultyPeerException("A file of %d inner nodes".formatted(count));
    }
    if (count == 0) {
      return new TreeAnswer.NotHeld();
    }
    boolean refused = false;
    for (long i = 0; i < count; i++) {
      long size = wire.readNumber();
      if (size > InnerNode.MAX_BLOCK_SIZE_BYTES) {
        throw new FaultyPeerException("An inner node of %d bytes".formatted(size));
      }
      switch (assembler.accept(wire.readBytes((int) size))) {
        case ACCEPTED -> {}
        case WRONG_BLOCK -> throw new FaultyPeerException("Another inner node of " + root);
        case NOT_A_FILE -> refused = true;
      }
    }
    if (refused) {
      return new TreeAnswer.NotAFile();
    }
    return new TreeAnswer.Held(
        assembler
            .tree()
            .orElseThrow(() -> new FaultyPeerException("Too few inner nodes of " + root)));
  }

  /// Fetches all that is missing of a blob, two requests ahead. What came stays in `incoming`
  /// whatever happens; when the link breaks, what had come before is still taken.
  ///
  /// @return whether the peer held the blob to its end
  boolean fill(BlobStore.Incoming incoming, ByteCounter counter)
      throws IOException, FaultyPeerException {
    Deque<BlobRequest.Range> asked = new ArrayDeque<>();
    Optional<IOException> broken = Optional.empty();
    long next = incoming.resumeOffset();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (incoming.resumeOffset() < incoming.tree().sizeBytes()) {
      if (broken.isEmpty()) {
        try {
          next = askAhead(incoming.tree(), next, asked);
        } catch (IOException e) {
          broken = Optional.of(e);
        }
      }
      if (asked.isEmpty()) {
        throw broken.orElseThrow();
      }
      if (wire.readNumber() == 0) {
        asked.removeFirst();
        passOver(asked);
        return false;
      }
      read(asked.removeFirst(), incoming, buffer, counter);
    }
    return true;
  }

  private long askAhead(FileTree tree, long from, Deque<BlobRequest.Range> asked)
      throws IOException {
    long most = Math.clamp(tree.sizeBytes() / RANGES_OF_BLOB, RANGE_BYTES_MIN, RANGE_BYTES_MAX);
    long next = from;
    while (asked.size() < BlobRequest.AHEAD_MAX && next < tree.sizeBytes()) {
      long length = Math.min(most, tree.sizeBytes() - next);
      var range = new BlobRequest.Range(tree.root(), next, length);
      wire.write(range);
      asked.add(range);
      next += length;
    }
    return next;
  }

  /// Reads answers that are of no use any more.
  private void passOver(Deque<BlobRequest.Range> asked) throws IOException, FaultyPeerException {
    for (BlobRequest.Range range : asked) {
      if (wire.readNumber() != 0) {
        wire.readBytes((int) range.lengthBytes());
      }
    }
  }

  private void read(
      BlobRequest.Range range, BlobStore.Incoming incoming, byte[] buffer, ByteCounter counter)
      throws IOException, FaultyPeerException {
    long left = range.lengthBytes();
    while (left > 0) {
      int count = wire.readSome(buffer, (int) Math.min(left, buffer.length));
      left -= count;
      switch (incoming.write(buffer, 0, count)) {
        case BlobStore.Arrival.Taken(var resumeOffset) -> counter.count(count, resumeOffset);
        case BlobStore.Arrival.Rejected(var resumeOffset, var senderAtFault) -> {
          counter.count(count, resumeOffset);
          if (senderAtFault) {
            throw new FaultyPeerException("Other bytes than those of " + range.root());
          }
          throw new IOException("A leaf begun on another connection was wrong; it is fetched anew");
        }
      }
    }
  }
}
