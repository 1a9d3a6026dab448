package org.acequia.replication.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.identity.PeerId;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.ByteRange;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.InnerNode;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Stream;
import org.acequia.replication.wire.StreamHandler;

/// Serves blobs to neighbours.
///
/// Whether a peer is one is the gate's to decide; whether it may have this blob is asked here. What
/// was asked for in vain is remembered, so that the peer can be told once it is here.
public final class BlobServer implements StreamHandler {

  /// The protocol's name.
  public static final String PROTOCOL = "/acequia/blob/1";

  /// How many blobs a peer asked for in vain are remembered.
  static final int PROMISED_MAX = 4_096;

  private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
  private static final int COPY_BYTES = 256 << 10;

  private final BlobStore blobs;
  private final BiPredicate<PeerId, Cid> mayHave;
  private final Map<PeerId, Set<Cid>> promised = new ConcurrentHashMap<>();
  private final AtomicLong bytesServed = new AtomicLong();

  /// @param blobs what is served
  /// @param mayHave whether a peer may have a blob: a set that it may see refers to it
  public BlobServer(BlobStore blobs, BiPredicate<PeerId, Cid> mayHave) {
    this.blobs = blobs;
    this.mayHave = mayHave;
  }

  /// Returns how many bytes of blobs were served.
  public long bytesServed() {
    return bytesServed.get();
  }

  /// Returns which of the blobs that have arrived each peer had asked for in vain, and forgets it.
  public Map<PeerId, List<Cid>> takePromised(List<Cid> arrived) {
    Map<PeerId, List<Cid>> due = new ConcurrentHashMap<>();
    promised.forEach((peer, wanted) -> {
      synchronized (wanted) {
        List<Cid> here = arrived.stream().filter(wanted::remove).toList();
        if (!here.isEmpty()) {
          due.put(peer, here);
        }
      }
    });
    return due;
  }

  @Override
  public void serve(Connection connection, Stream stream) throws IOException {
    stream.idleLimit(IDLE_LIMIT);
    var wire = new BlobWire(stream);
    try (var reader = new BlobReader(blobs)) {
      Optional<BlobRequest> request = wire.readRequest();
      while (request.isPresent()) {
        answer(connection.peer(), request.get(), reader, wire);
        if (!wire.hasMoreAtHand()) {
          wire.flush();
        }
        request = wire.readRequest();
      }
    } catch (FaultyPeerException e) {
      throw new IOException("The neighbour broke the blob protocol: " + e.getMessage(), e);
    }
  }

  private void answer(PeerId peer, BlobRequest request, BlobReader reader, BlobWire wire)
      throws IOException {
    switch (request) {
      case BlobRequest.Tree(var root) -> answerTree(peer, root, wire);
      case BlobRequest.Range(var root, var offset, var length) ->
          answerRange(peer, root, new ByteRange(offset, length), reader, wire);
      case BlobRequest.Leaves(var digests) -> {
        for (Sha256 digest : digests) {
          answerLeaf(peer, BlobWire.leaf(digest), wire);
        }
      }
    }
  }

  private void answerTree(PeerId peer, Cid root, BlobWire wire) throws IOException {
    Optional<FileTree> tree = foundOrPromised(peer, root, () -> tree(peer, root));
    if (tree.isEmpty()) {
      wire.writeNumber(0);
      return;
    }
    List<Integer> widths = new ArrayList<>();
    for (int level = 0; level < tree.get().depth(); level++) {
      widths.add(tree.get().level(level).size());
    }
    wire.writeNumber(widths.stream().mapToInt(Integer::intValue).sum());
    for (int level = 0; level < widths.size(); level++) {
      for (int index = 0; index < widths.get(level); index++) {
        InnerNode node = tree.get().innerNode(level, index);
        byte[] block = node.encode();
        wire.writeNumber(block.length);
        wire.output().write(block);
      }
    }
  }

  private void answerRange(PeerId peer, Cid root, ByteRange range, BlobReader reader, BlobWire wire)
      throws IOException {
    OptionalLong size = mayHave.test(peer, root) ? blobs.sizeBytes(root) : OptionalLong.empty();
    boolean within = size.isPresent() && range.offset() + range.lengthBytes() <= size.getAsLong();
    if (!within || !reader.open(root, range.offset())) {
      wire.writeNumber(0);
      return;
    }
    wire.writeNumber(1);
    copy(reader, range.lengthBytes(), wire);
  }

  private void answerLeaf(PeerId peer, Cid cid, BlobWire wire) throws IOException {
    Optional<Leaf> leaf = foundOrPromised(peer, cid, () -> leaf(peer, cid));
    if (leaf.isEmpty()) {
      wire.writeNumber(0);
      return;
    }
    try (InputStream content = leaf.get().content()) {
      wire.writeNumber(leaf.get().sizeBytes() + 1);
      copy(content, leaf.get().sizeBytes(), wire);
    }
  }

  private void copy(InputStream content, long length, BlobWire wire) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, COPY_BYTES)];
    long left = length;
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new IOException("The blob is shorter than it was");
      }
      wire.output().write(buffer, 0, count);
      left -= count;
    }
    bytesServed.addAndGet(length);
  }

  private record Leaf(long sizeBytes, InputStream content) {}

  private Optional<FileTree> tree(PeerId peer, Cid root) {
    return mayHave.test(peer, root) ? blobs.tree(root) : Optional.empty();
  }

  private Optional<Leaf> leaf(PeerId peer, Cid cid) {
    OptionalLong size = mayHave.test(peer, cid) ? blobs.sizeBytes(cid) : OptionalLong.empty();
    return size.isPresent()
        ? blobs.open(cid).map(content -> new Leaf(size.getAsLong(), content))
        : Optional.empty();
  }

  /// Looks a blob up and, where it is not here, promises `peer` to tell it. Looks once more then:
  /// one that arrived in between was told to nobody.
  private <T> Optional<T> foundOrPromised(PeerId peer, Cid cid, Supplier<Optional<T>> lookUp) {
    Optional<T> found = lookUp.get();
    if (found.isPresent()) {
      return found;
    }
    promise(peer, cid);
    return lookUp.get();
  }

  private void promise(PeerId peer, Cid cid) {
    Set<Cid> wanted = promised.computeIfAbsent(peer, _ -> new LinkedHashSet<>());
    synchronized (wanted) {
      if (wanted.size() < PROMISED_MAX) {
        wanted.add(cid);
      }
    }
  }
}
