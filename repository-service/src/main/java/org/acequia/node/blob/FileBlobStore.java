package org.acequia.node.blob;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.store.BlobDrafts;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.store.ByteRange;
import org.acequia.core.unixfs.FileTree;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;

/// A [BlobStore] of plain files. The package documentation is its format.
public final class FileBlobStore implements BlobStore, BlobDrafts {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final BlobFiles files;
  private final Trees trees;
  private final PartialFiles partials;
  private final long limitBytes;

  private FileBlobStore(BlobFiles files, long limitBytes) {
    this.files = files;
    this.trees = new Trees(files);
    this.partials = new PartialFiles(files);
    this.limitBytes = limitBytes;
  }

  /// Opens the store at `root`, making it if it is not there, and deletes what a crash left, save
  /// what peers were sending. At most one process may have a store open.
  ///
  /// @param limitBytes the largest blob accepted, at most [FileTree#MAX_FILE_SIZE_BYTES]
  /// @param clock says how old an unfinished transfer is
  public static FileBlobStore open(Path root, long limitBytes, InstantSource clock) {
    return open(root, limitBytes, new SpaceReserve(root), clock);
  }

  /// Opens the store at `root` as [#open(Path, long, InstantSource)] does.
  ///
  /// @param reserve of the disk that is left free: where it begins, what is sent is refused
  public static FileBlobStore open(
      Path root, long limitBytes, SpaceReserve reserve, InstantSource clock) {
    if (limitBytes < 1 || limitBytes > FileTree.MAX_FILE_SIZE_BYTES) {
      throw new IllegalArgumentException("No limit for blobs: %d bytes".formatted(limitBytes));
    }
    FileBlobStore store = new FileBlobStore(new BlobFiles(root, reserve), limitBytes);
    store.files.prepare();
    store.partials.forgetOld(clock.instant());
    return store;
  }

  @Override
  public Stored put(InputStream content) throws IOException {
    try (Batch batch = new DurableBatch(files, limitBytes)) {
      Stored stored = batch.add(content);
      batch.commit();
      return stored;
    }
  }

  @Override
  public Batch batch() {
    return new DurableBatch(files, limitBytes);
  }

  @Override
  public Offer receive(FileTree tree) {
    if (tree.sizeBytes() > limitBytes) {
      throw new BlobStoreException.TooLarge(limitBytes);
    }
    return isDurablyHeld(tree.root()) ? new Offer.AlreadyHeld() : partials.resume(tree);
  }

  @Override
  public Draft draft(String name, long durableBytes) {
    return DraftFile.open(files, name, durableBytes, limitBytes);
  }

  @Override
  public List<String> draftNames() {
    return files.drafts();
  }

  @Override
  public void discardDraft(String name) {
    try {
      Files.deleteIfExists(files.draft(name));
    } catch (IOException e) {
      throw files.failure("discard an upload", files.draft(name), e);
    }
  }

  @Override
  public Optional<InputStream> openRange(Cid cid, ByteRange range) {
    Optional<FileTree> tree = tree(cid);
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    try {
      long size = tree.get().sizeBytes();
      long start = Math.min(range.offset(), size);
      long end = start + Math.min(range.lengthBytes(), size - start);
      FileChannel file = FileChannel.open(files.blob(cid), READ);
      return Optional.of(new LeafCheckedStream(tree.get(), file, start, end));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw files.failure("open blob", files.blob(cid), e);
    }
  }

  @Override
  public Optional<FileTree> tree(Cid cid) {
    OptionalLong size = sizeBytes(cid);
    return size.isEmpty() ? Optional.empty() : trees.of(cid, size.getAsLong());
  }

  @Override
  public OptionalLong sizeBytes(Cid cid) {
    try {
      return OptionalLong.of(Files.size(files.blob(cid)));
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw files.failure("measure blob", files.blob(cid), e);
    }
  }

  /// Returns where the bytes of a blob that is held lie, for programs that read files; never to be
  /// written to. Unlike a stream, nothing checks them.
  public Optional<Path> file(Cid cid) {
    return holds(cid) ? Optional.of(files.blob(cid)) : Optional.empty();
  }

  @Override
  public boolean remove(Cid cid) {
    try {
      boolean held = Files.deleteIfExists(files.blob(cid));
      Files.deleteIfExists(files.leaves(cid));
      DurableFiles.syncDirectory(files.shard(cid));
      return held;
    } catch (IOException e) {
      throw files.failure("remove blob", files.blob(cid), e);
    }
  }

  @Override
  public boolean setAside(Cid cid) {
    if (!holds(cid)) {
      return false;
    }
    try {
      Files.move(files.blob(cid), files.damaged(cid), ATOMIC_MOVE);
      Files.deleteIfExists(files.leaves(cid));
      DurableFiles.syncDirectory(files.damaged());
      DurableFiles.syncDirectory(files.shard(cid));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw files.failure("set blob aside", files.blob(cid), e);
    }
  }

  @Override
  public void forEach(Consumer<? super Cid> action) {
    files.forEach(action);
  }

  @Override
  public Fixity verify(Cid cid) {
    try (InputStream content = open(cid).orElse(null)) {
      if (content == null) {
        return new Fixity.NotHeld();
      }
      byte[] buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        size += count;
      }
      return size == 0 && !isEmptyBlob(cid)
          ? new Fixity.Damaged("it is empty")
          : new Fixity.Sound(size);
    } catch (BlobStoreException.Corrupt e) {
      return new Fixity.Damaged(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Fixity.Damaged("it cannot be read: " + e);
    }
  }

  private static boolean isEmptyBlob(Cid cid) {
    return cid.equals(Cid.of(Codec.RAW, new byte[0]));
  }

  /// A blob renamed into place by another thread is held only once its directory is synced.
  @Override
  public boolean isDurablyHeld(Cid cid) {
    if (!holds(cid)) {
      return false;
    }
    try {
      DurableFiles.syncDirectory(files.shard(cid));
      return true;
    } catch (IOException e) {
      throw files.failure("sync directory", files.shard(cid), e);
    }
  }
}
