package org.acequia.node.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.node.directory.DurableFiles;

/// Blobs that become durable together: all files, then all names.
final class DurableBatch implements BlobStore.Batch {

  /// Below it, fsync of single files is cheaper than `syncfs`, and disturbs others less.
  private static final int SYNCFS_FROM_FILES = 16;

  private final BlobFiles files;
  private final long limitBytes;
  private final List<PartFile> parts = new ArrayList<>();
  private final Optional<FileSystemSync> fileSystem;

  DurableBatch(BlobFiles files, long limitBytes) {
    this.files = files;
    this.limitBytes = limitBytes;
    this.fileSystem = FileSystemSync.open(files.incoming());
  }

  @Override
  public Stored add(InputStream content) throws IOException {
    PartFile part = PartFile.write(files, content, limitBytes);
    parts.add(part);
    return part.stored();
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public void commit() {
    boolean together = parts.size() >= SYNCFS_FROM_FILES && fileSystem.isPresent();
    try {
      if (together) {
        fileSystem.get().sync();
      } else {
        forAll(parts, PartFile::sync);
      }
      Set<Path> directories = new LinkedHashSet<>();
      for (PartFile part : parts) {
        part.publish();
        directories.add(files.shard(part.tree().root()));
      }
      if (together) {
        fileSystem.get().sync();
      } else {
        forAll(List.copyOf(directories), DurableFiles::syncDirectory);
      }
      parts.clear();
    } catch (IOException e) {
      throw files.failure("commit a batch of blobs", files.incoming(), e);
    }
  }

  @Override
  public void close() {
    parts.forEach(PartFile::delete);
    parts.clear();
    fileSystem.ifPresent(FileSystemSync::close);
  }

  /// The journal of a file system makes many fsyncs at a time durable for the price of a few.
  private static <T> void forAll(List<T> all, Step<T> step) throws IOException {
    if (all.size() == 1) {
      step.run(all.getFirst());
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T one : all) {
        running.add(
            threads.submit(() -> {
              step.run(one);
              return null;
            }));
      }
    }
    for (Future<?> done : running) {
      rethrow(done);
    }
  }

  private static void rethrow(Future<?> done) throws IOException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while making blobs durable", e);
    }
  }

  private interface Step<T> {
    void run(T one) throws IOException;
  }
}
