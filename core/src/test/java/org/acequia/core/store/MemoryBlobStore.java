package org.acequia.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.LeafRange;
import org.acequia.core.unixfs.UnixFsHasher;

/// A [BlobStore] for tests, as durable as the test.
public final class MemoryBlobStore implements BlobStore {

  private final Map<Cid, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<Cid, byte[]> partials = new ConcurrentHashMap<>();
  private final Set<Cid> active = ConcurrentHashMap.newKeySet();
  private final int limitBytes;

  /// @param limitBytes the largest blob accepted
  public MemoryBlobStore(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  @Override
  public Stored put(InputStream content) throws IOException {
    try (Batch batch = batch()) {
      Stored stored = batch.add(content);
      batch.commit();
      return stored;
    }
  }

  @Override
  public Batch batch() {
    return new MemoryBatch();
  }

  @Override
  public Offer receive(FileTree tree) {
    if (tree.sizeBytes() > limitBytes) {
      throw new BlobStoreException.TooLarge(limitBytes);
    }
    if (holds(tree.root())) {
      return new Offer.AlreadyHeld();
    }
    return active.add(tree.root()) ? new Offer.Begun(new MemoryIncoming(tree)) : new Offer.Busy();
  }

  @Override
  public Optional<InputStream> openRange(Cid cid, ByteRange range) {
    return Optional.ofNullable(blobs.get(cid))
        .map(content -> {
          int start = (int) Math.min(range.offset(), content.length);
          int length = (int) Math.min(range.lengthBytes(), content.length - start);
          return new ByteArrayInputStream(content, start, length);
        });
  }

  @Override
  public Optional<FileTree> tree(Cid cid) {
    return Optional.ofNullable(blobs.get(cid)).map(MemoryBlobStore::treeOf);
  }

  @Override
  public OptionalLong sizeBytes(Cid cid) {
    byte[] content = blobs.get(cid);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
  }

  @Override
  public boolean remove(Cid cid) {
    return blobs.remove(cid) != null;
  }

  @Override
  public boolean setAside(Cid cid) {
    return remove(cid);
  }

  @Override
  public void forEach(Consumer<? super Cid> action) {
    blobs.keySet().forEach(action);
  }

  @Override
  public Fixity verify(Cid cid) {
    byte[] content = blobs.get(cid);
    return content == null ? new Fixity.NotHeld() : new Fixity.Sound(content.length);
  }

  private static FileTree treeOf(byte[] content) {
    UnixFsHasher hasher = new UnixFsHasher();
    hasher.update(content, 0, content.length);
    return hasher.finish();
  }

  private final class MemoryBatch implements Batch {
    private final List<byte[]> waiting = new ArrayList<>();

    @Override
    public Stored add(InputStream content) throws IOException {
      byte[] bytes = content.readNBytes(limitBytes + 1);
      if (bytes.length > limitBytes) {
        throw new BlobStoreException.TooLarge(limitBytes);
      }
      waiting.add(bytes);
      return new Stored(treeOf(bytes).root(), bytes.length);
    }

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public void commit() {
      waiting.forEach(bytes -> blobs.put(treeOf(bytes).root(), bytes));
      waiting.clear();
    }

    @Override
    public void close() {
      waiting.clear();
    }
  }

  private final class MemoryIncoming implements Incoming {
    private final FileTree tree;
    private final byte[] content;
    private int position;
    private int inheritedTo;
    private boolean closed;

    MemoryIncoming(FileTree tree) {
      this.tree = tree;
      byte[] kept = partials.getOrDefault(tree.root(), new byte[0]);
      this.content = Arrays.copyOf(kept, (int) tree.sizeBytes());
      this.position = kept.length;
      this.inheritedTo = kept.length;
    }

    @Override
    public FileTree tree() {
      return tree;
    }

    @Override
    public long resumeOffset() {
      return position;
    }

    @Override
    public Arrival write(byte[] source, int offset, int length) {
      requireOpen();
      if (length > content.length - position) {
        throw new IllegalArgumentException("beyond the end");
      }
      int first = position / FileTree.LEAF_SIZE_BYTES;
      System.arraycopy(source, offset, content, position, length);
      position += length;
      for (int i = first; i < tree.leafCount(); i++) {
        LeafRange leaf = tree.leafRange(i);
        int start = (int) leaf.offset();
        int end = start + leaf.sizeBytes();
        if (end > position) {
          break;
        }
        byte[] bytes = Arrays.copyOfRange(content, start, end);
        if (!Sha256.of(bytes).equals(tree.leaf(i))) {
          boolean senderAtFault = inheritedTo <= start;
          position = start;
          inheritedTo = 0;
          return new Arrival.Rejected(position, senderAtFault);
        }
      }
      return new Arrival.Taken(position);
    }

    @Override
    public Stored complete() {
      requireOpen();
      if (position < content.length || !treeOf(content).equals(tree)) {
        throw new IllegalStateException("bytes are missing");
      }
      blobs.put(tree.root(), content);
      discard();
      return new Stored(tree.root(), content.length);
    }

    @Override
    public void discard() {
      position = 0;
      close();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        partials.put(tree.root(), Arrays.copyOf(content, position));
        active.remove(tree.root());
      }
    }

    private void requireOpen() {
      if (closed) {
        throw new IllegalStateException("closed");
      }
    }
  }
}
