package org.acequia.node.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStore.Fixity;
import org.acequia.core.store.BlobStore.Incoming;
import org.acequia.core.store.BlobStoreContract;
import org.acequia.core.store.BlobStoreException;
import org.acequia.core.store.ByteRange;
import org.acequia.core.unixfs.FileTree;
import org.acequia.node.directory.SpaceReserve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract, plus what only files can do: rot, and be left behind by a crash.
class FileBlobStoreTests extends BlobStoreContract {

  private static final Instant NOW = Instant.parse("2026-06-24T12:00:00Z");

  @TempDir private Path root;

  @Override
  protected BlobStore newStore() {
    return FileBlobStore.open(root, LIMIT_BYTES, InstantSource.fixed(NOW));
  }

  @Test
  void filesLieWhereThePackageDocumentationSays() throws IOException {
    Cid small = store().put(stream("jongo")).cid();
    byte[] content = bytes(MIB + 1);
    Cid large = store().put(new ByteArrayInputStream(content)).cid();

    assertThat(fileOf(small)).hasContent("jongo");
    assertThat(leavesOf(small)).doesNotExist();
    assertThat(leavesOf(large)).hasBinaryContent(treeOf(content).leafDigests());
    assertThat(root.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aRottenLeafIsNotHandedOutAndTheOthersAre() throws IOException {
    byte[] content = bytes(3 * MIB);
    Cid cid = store().put(new ByteArrayInputStream(content)).cid();
    byte[] rotten = content.clone();
    rotten[2 * MIB - 1] ^= 1;
    Files.write(fileOf(cid), rotten);

    try (InputStream blob = store().open(cid).orElseThrow()) {
      assertThat(blob.readNBytes(MIB)).isEqualTo(Arrays.copyOf(content, MIB));
      assertThatExceptionOfType(BlobStoreException.Corrupt.class)
          .isThrownBy(blob::read)
          .satisfies(e -> assertThat(e.cid()).isEqualTo(cid));
    }
    try (InputStream third = store().openRange(cid, ByteRange.from(2L * MIB)).orElseThrow()) {
      assertThat(third.readAllBytes()).hasSize(MIB);
    }
    assertThat(store().verify(cid)).isInstanceOf(Fixity.Damaged.class);
  }

  @Test
  void aTruncatedOrGrownBlobIsDamaged() throws IOException {
    Cid small = store().put(stream("fandango")).cid();
    Files.writeString(fileOf(small), "fandang");
    Cid large = store().put(new ByteArrayInputStream(bytes(2 * MIB))).cid();
    Files.write(fileOf(large), bytes(2 * MIB + 1));
    Cid emptied = store().put(new ByteArrayInputStream(bytes(2 * MIB + 1))).cid();
    Files.write(fileOf(emptied), new byte[0]);
    Cid emptiedSmall = store().put(stream("maxixe")).cid();
    Files.write(fileOf(emptiedSmall), new byte[0]);

    for (Cid cid : new Cid[] {small, large, emptied, emptiedSmall}) {
      assertThat(store().verify(cid)).isInstanceOf(Fixity.Damaged.class);
    }
  }

  @Test
  void puttingTheBytesAgainHealsARottenBlob() throws IOException {
    Cid cid = store().put(stream("fandango")).cid();
    Files.writeString(fileOf(cid), "fandangO");

    store().put(stream("fandango"));

    assertThat(store().verify(cid)).isEqualTo(new Fixity.Sound(8));
  }

  @Test
  void theBytesOfABlobSetAsideAreKeptUntilItIsHeldAgain() throws IOException {
    Cid cid = store().put(stream("fandango")).cid();
    Files.writeString(fileOf(cid), "fandangO");
    store().setAside(cid);
    Path kept = root.resolve("damaged").resolve(cid.toString());

    newStore();
    assertThat(kept).hasContent("fandangO");

    store().put(stream("fandango"));
    newStore();
    assertThat(kept).doesNotExist();
    assertThat(store().verify(cid)).isEqualTo(new Fixity.Sound(8));
  }

  @Test
  void lostOrRottenLeavesAreMadeAgainFromTheBlob() throws IOException {
    byte[] content = bytes(2 * MIB);
    Cid cid = store().put(new ByteArrayInputStream(content)).cid();
    for (byte[] leaves : new byte[][] {new byte[0], new byte[64], bytes(64)}) {
      Files.write(leavesOf(cid), leaves);
      assertThat(read(cid)).isEqualTo(content);
      assertThat(leavesOf(cid)).hasBinaryContent(treeOf(content).leafDigests());
    }
    Files.delete(leavesOf(cid));
    assertThat(read(cid)).isEqualTo(content);
  }

  @Test
  void openingDeletesWhatACrashLeftBehind() throws IOException {
    Files.writeString(root.resolve("incoming").resolve("123.part"), "half a blo");

    newStore();

    assertThat(root.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void theStoreSurvivesReopening() throws IOException {
    Cid cid = store().put(stream("carimbó")).cid();

    assertThat(newStore().sizeBytes(cid)).hasValue(8);
  }

  @Test
  void aTransferResumesAtTheVeryByteAfterARestart() throws IOException {
    byte[] content = bytes(2 * MIB);
    FileTree tree = treeOf(content);
    Incoming cut = begin(tree); // never closed: the process was killed
    cut.write(content, 0, MIB + 77);

    try (Incoming resumed = resume(newStore(), tree)) {
      assertThat(resumed.resumeOffset()).isEqualTo(MIB + 77);
      resumed.write(content, MIB + 77, MIB - 77);
      resumed.complete();
    }
    assertThat(read(tree.root())).isEqualTo(content);
    cut.close();
  }

  @Test
  void keptBytesThatRottedAreFetchedAgain() throws IOException {
    byte[] content = bytes(3 * MIB);
    FileTree tree = treeOf(content);
    byte[] kept = Arrays.copyOf(content, 2 * MIB + 5);
    kept[MIB] ^= 1;
    Files.write(partialOf(tree), kept);

    try (Incoming resumed = begin(tree)) {
      assertThat(resumed.resumeOffset()).isEqualTo(MIB);
    }
  }

  @Test
  void transfersOlderThanAMonthAreForgotten() throws IOException {
    FileTree old = treeOf(bytes(10));
    FileTree recent = treeOf(bytes(11));
    Files.writeString(partialOf(old), "old");
    Files.writeString(partialOf(recent), "recent");
    Files.setLastModifiedTime(
        partialOf(old), FileTime.from(NOW.minus(PartialFiles.MAX_AGE).minusSeconds(1)));
    Files.setLastModifiedTime(partialOf(recent), FileTime.from(NOW.minus(Duration.ofDays(1))));

    newStore();

    assertThat(partialOf(old)).doesNotExist();
    assertThat(partialOf(recent)).hasContent("recent");
  }

  @Test
  void foreignFilesAreNoBlobs() throws IOException {
    Cid cid = store().put(stream("xote")).cid();
    Files.writeString(fileOf(cid).resolveSibling("Thumbs.db"), "x");
    Files.writeString(fileOf(cid).resolveSibling("b".repeat(Cid.TEXT_LENGTH)), "x");

    assertThat(listing()).containsExactly(cid);
  }

  @Test
  void aListingThatCannotBeCompletedThrows() throws IOException {
    Files.delete(root.resolve("blobs/ff"));

    assertThatExceptionOfType(BlobStoreException.Io.class).isThrownBy(this::listing);
  }

  @Test
  void aFullDiskIsSaidToBeFullAndKeepsNothingHalfWritten() throws Exception {
    Path small = Files.createDirectory(root.resolve("small"));
    org.junit.jupiter.api.Assumptions.assumeTrue(mount(small), "mounting a tmpfs needs root");
    try {
      BlobStore store =
          FileBlobStore.open(
              small, LIMIT_BYTES, SpaceReserve.of(small, 0), InstantSource.fixed(NOW));
      Cid before = store.put(stream("before")).cid();

      assertThatExceptionOfType(BlobStoreException.NoSpace.class)
          .isThrownBy(() -> store.put(new ByteArrayInputStream(bytes(3 * MIB))));

      assertThat(small.resolve("incoming")).isEmptyDirectory();
      assertThat(store.verify(before)).isEqualTo(new Fixity.Sound(6));
      assertThat(store.put(stream("after")).sizeBytes()).isEqualTo(5);
    } finally {
      new ProcessBuilder("umount", small.toString()).start().waitFor();
    }
  }

  @Test
  void theReserveOfTheDiskIsLeftToOthers() throws IOException {
    BlobStore store = newStore();
    Cid before = store.put(stream("before")).cid();
    BlobStore cramped =
        FileBlobStore.open(
            root, LIMIT_BYTES, SpaceReserve.of(root, Long.MAX_VALUE), InstantSource.fixed(NOW));

    assertThatExceptionOfType(BlobStoreException.NoSpace.class)
        .isThrownBy(() -> cramped.put(stream("after")));

    assertThat(root.resolve("incoming")).isEmptyDirectory();
    assertThat(cramped.verify(before)).isEqualTo(new Fixity.Sound(6));
  }

  private static boolean mount(Path directory) throws Exception {
    var command = new String[] {"mount", "-t", "tmpfs", "-o", "size=2m", "acequia", ""};
    command[command.length - 1] = directory.toString();
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static Incoming resume(BlobStore store, FileTree tree) {
    return switch (store.receive(tree)) {
      case BlobStore.Offer.Begun begun -> begun.incoming();
      case BlobStore.Offer other -> throw new AssertionError("Not begun: " + other);
    };
  }

  private Path partialOf(FileTree tree) {
    return root.resolve("incoming").resolve(tree.root() + ".partial");
  }

  private Path leavesOf(Cid cid) {
    return fileOf(cid).resolveSibling(cid + ".leaves");
  }

  private Path fileOf(Cid cid) {
    String firstByte = HexFormat.of().toHexDigits((byte) cid.digest().firstByte());
    return root.resolve("blobs").resolve(firstByte).resolve(cid.toString());
  }
}
