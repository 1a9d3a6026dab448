package org.acequia.node.blob;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.UnixFsException;
import org.acequia.core.unixfs.UnixFsHasher;

/// The trees of held blobs, checked against their CIDs.
record Trees(BlobFiles files) {

  private static final int BUFFER_BYTES = 256 * 1024;

  /// Returns empty if the blob has gone meanwhile.
  ///
  /// @throws BlobStoreException.Corrupt if bytes or size are not those that `cid` names
  Optional<FileTree> of(Cid cid, long sizeBytes) {
    if (cid.codec() == Codec.RAW) {
      return Optional.of(single(cid, sizeBytes));
    }
    Optional<FileTree> kept = kept(cid, sizeBytes);
    return kept.isPresent() ? kept : madeAgain(cid);
  }

  private static FileTree single(Cid cid, long sizeBytes) {
    if (sizeBytes > FileTree.LEAF_SIZE_BYTES) {
      throw new BlobStoreException.Corrupt(cid, "it has grown to %d bytes".formatted(sizeBytes));
    }
    return FileTree.of(sizeBytes, cid.digest().toBytes());
  }

  private Optional<FileTree> kept(Cid cid, long sizeBytes) {
    try (InputStream in = Files.newInputStream(files.leaves(cid))) {
      long due = FileTree.leafCount(sizeBytes) * Sha256.SIZE_BYTES;
      FileTree tree = FileTree.of(sizeBytes, in.readNBytes((int) due));
      return tree.root().equals(cid) ? Optional.of(tree) : Optional.empty();
    } catch (NoSuchFileException | UnixFsException _) {
      return Optional.empty(); // the blob itself tells
    } catch (IOException e) {
      throw files.failure("read the leaves of blob", files.leaves(cid), e);
    }
  }

  /// The leaves are lost or damaged, or the blob is: its bytes decide.
  private Optional<FileTree> madeAgain(Cid cid) {
    UnixFsHasher hasher = new UnixFsHasher();
    try (InputStream in = Files.newInputStream(files.blob(cid))) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
      }
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw files.failure("read blob", files.blob(cid), e);
    }
    FileTree tree = hasher.finish();
    if (!tree.root().equals(cid)) {
      throw new BlobStoreException.Corrupt(cid, "its bytes are those of " + tree.root());
    }
    keep(tree);
    return Optional.of(tree);
  }

  private void keep(FileTree tree) {
    try {
      Optional<Path> fresh = PartFile.writeLeaves(files, tree);
      if (fresh.isPresent()) {
        PartFile.sync(fresh.get());
        Files.move(fresh.get(), files.leaves(tree.root()), ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw files.failure("write the leaves of a blob", files.leaves(tree.root()), e);
    }
  }
}
