package org.acequia.node.blob;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;
import org.jspecify.annotations.Nullable;

/// Where the files of a store are. The package documentation is the format.
///
/// @param root holds `blobs`, `incoming` and `damaged`
/// @param reserve of the disk that blobs leave free for others
record BlobFiles(Path root, SpaceReserve reserve) {

  /// How much is written between two looks at the disk.
  static final long ROOM_CHECKED_EVERY_BYTES = 1 << 20;

  static final String PART = ".part";
  private static final String DRAFT = ".upload";
  private static final Pattern DRAFT_NAME = Pattern.compile("[a-z0-9]{1,64}");
  private static final String LEAVES = ".leaves";
  private static final int SHARD_COUNT = 256;

  Path incoming() {
    return root.resolve("incoming");
  }

  /// @throws IllegalArgumentException if that is no name for a draft
  Path draft(String name) {
    if (!DRAFT_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("No name for an upload");
    }
    return incoming().resolve(name + DRAFT);
  }

  List<String> drafts() {
    List<String> names = new ArrayList<>();
    try {
      forEachName(
          incoming(),
          name -> {
            if (name.endsWith(DRAFT)) {
              names.add(name.substring(0, name.length() - DRAFT.length()));
            }
          });
      return names;
    } catch (IOException e) {
      throw failure("list uploads", incoming(), e);
    }
  }

  Path blob(Cid cid) {
    return shard(cid).resolve(cid.toString());
  }

  Path leaves(Cid cid) {
    return shard(cid).resolve(cid + LEAVES);
  }

  /// Where damaged blobs are kept until they are held again.
  Path damaged() {
    return root.resolve("damaged");
  }

  Path damaged(Cid cid) {
    return damaged().resolve(cid.toString());
  }

  Path shard(Cid cid) {
    return shard(cid.digest().firstByte());
  }

  void prepare() {
    try {
      for (int i = 0; i < SHARD_COUNT; i++) {
        Files.createDirectories(shard(i));
      }
      Files.createDirectories(incoming());
      Files.createDirectories(damaged());
      DurableFiles.syncDirectory(root.resolve("blobs"));
      DurableFiles.syncDirectory(root);
      try (var parts = Files.newDirectoryStream(incoming(), "*" + PART)) {
        for (Path part : parts) {
          Files.delete(part);
        }
      }
      forgetDamagedThatAreHeldAgain();
    } catch (IOException | DirectoryIteratorException e) {
      throw failure("prepare the store", root, e);
    }
  }

  private void forgetDamagedThatAreHeldAgain() throws IOException {
    List<Cid> set = new ArrayList<>();
    forEachName(damaged(), name -> parse(name).ifPresent(set::add));
    for (Cid cid : set) {
      if (Files.exists(blob(cid))) {
        Files.delete(damaged(cid));
      }
    }
  }

  /// Refuses to take in more where the disk has little left.
  ///
  /// @throws BlobStoreException.NoSpace if less than the reserve is free
  void requireRoom() {
    if (reserve.roomBytes() == 0) {
      throw new BlobStoreException.NoSpace(
          root.toString(),
          new IOException("less than %d bytes are free".formatted(reserve.reserveBytes())));
    }
  }

  /// Renames a durable file and its durable leaves into place. The caller syncs the directory.
  void publish(Path content, @Nullable Path contentLeaves, Cid cid) throws IOException {
    if (contentLeaves != null) {
      Files.move(contentLeaves, leaves(cid), ATOMIC_MOVE);
    }
    Files.move(content, blob(cid), ATOMIC_MOVE);
  }

  void forEach(Consumer<? super Cid> action) {
    IntStream.range(0, SHARD_COUNT).forEach(i -> forEach(shard(i), action));
  }

  /// Returns the failure as the operator should see it.
  BlobStoreException failure(String operation, Path path, Exception e) {
    if (e instanceof IOException io && DurableFiles.isDiskFull(root, 0, io)) {
      return new BlobStoreException.NoSpace(root.toString(), e);
    }
    return new BlobStoreException.Io(operation, path.toString(), e);
  }

  private static void forEachName(Path directory, Consumer<String> action) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        action.accept(String.valueOf(file.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void forEach(Path directory, Consumer<? super Cid> action) {
    try {
      forEachName(directory, name -> parse(name).ifPresent(action));
    } catch (IOException e) {
      throw failure("list blobs", directory, e);
    }
  }

  /// Returns empty for what is not a blob: leaves, and what others put here.
  private static Optional<Cid> parse(String name) {
    if (name.length() != Cid.TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(Cid.parse(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Path shard(int firstByte) {
    return root.resolve("blobs").resolve(HexFormat.of().toHexDigits((byte) firstByte));
  }
}
