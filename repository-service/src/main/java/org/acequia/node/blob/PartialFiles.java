package org.acequia.node.blob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore.Offer;
import org.acequia.core.unixfs.FileTree;

/// Blobs that peers have begun to send.
final class PartialFiles {

  /// How many unfinished blobs outlive a restart: the ones written to last.
  static final int MAX_COUNT = 256;

  /// How long an unfinished blob is kept after its last byte.
  static final Duration MAX_AGE = Duration.ofDays(30);

  private static final String SUFFIX = ".partial";

  private final BlobFiles files;

  /// Being received at this moment: one thread each.
  private final Set<Cid> active = ConcurrentHashMap.newKeySet();

  PartialFiles(BlobFiles files) {
    this.files = files;
  }

  Path content(Cid cid) {
    return files.incoming().resolve(cid + SUFFIX);
  }

  Offer resume(FileTree tree) {
    if (!active.add(tree.root())) {
      return new Offer.Busy();
    }
    try {
      return new Offer.Begun(PartialBlob.resume(files, this, tree));
    } catch (RuntimeException e) {
      active.remove(tree.root());
      throw e;
    }
  }

  void released(Cid cid) {
    active.remove(cid);
  }

  /// Deletes what is too old, and the oldest of what is too many.
  void forgetOld(Instant now) {
    try {
      List<Path> newestFirst = listed();
      Instant oldest = now.minus(MAX_AGE);
      for (int i = 0; i < newestFirst.size(); i++) {
        Path partial = newestFirst.get(i);
        if (i >= MAX_COUNT || modified(partial).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(partial);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw files.failure("forget old transfers", files.incoming(), e);
    }
  }

  private List<Path> listed() throws IOException {
    List<Path> partials = new ArrayList<>();
    try (var found = Files.newDirectoryStream(files.incoming(), "*" + SUFFIX)) {
      found.forEach(partials::add);
    }
    partials.sort(Comparator.comparing(PartialFiles::modified).reversed());
    return partials;
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (NoSuchFileException _) {
      return FileTime.fromMillis(0);
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
  }
}
