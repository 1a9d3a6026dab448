package org.acequia.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.store.BlobStore.Arrival;
import org.acequia.core.store.BlobStore.Fixity;
import org.acequia.core.store.BlobStore.Incoming;
import org.acequia.core.store.BlobStore.Offer;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.core.unixfs.FileTree;
import org.acequia.core.unixfs.UnixFsHasher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [BlobStore] promises. A subclass supplies an empty store; each test states one
/// promise.
public abstract class BlobStoreContract {

  protected static final int MIB = FileTree.LEAF_SIZE_BYTES;
  protected static final long LIMIT_BYTES = 4L * MIB;

  private BlobStore store;

  /// Returns an empty store that accepts blobs of at most [#LIMIT_BYTES].
  protected abstract BlobStore newStore();

  @BeforeEach
  void openStore() {
    store = newStore();
  }

  @Test
  void putNamesContentByItsBytes() throws IOException {
    assertThat(store.put(stream("bumba meu boi")))
        .isEqualTo(new Stored(Cid.of(Codec.RAW, "bumba meu boi".getBytes(UTF_8)), 13));
  }

  @Test
  void openReturnsWhatWasPutWhateverItsSize() throws IOException {
    for (int size : new int[] {0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB, (int) LIMIT_BYTES}) {
      byte[] content = bytes(size);

      Stored stored = store.put(new ByteArrayInputStream(content));

      assertThat(stored).isEqualTo(new Stored(treeOf(content).root(), size));
      assertThat(read(stored.cid())).isEqualTo(content);
      assertThat(store.sizeBytes(stored.cid())).hasValue(size);
      assertThat(store.tree(stored.cid())).hasValue(treeOf(content));
      assertThat(store.verify(stored.cid())).isEqualTo(new Fixity.Sound(size));
    }
  }

  @Test
  void openRangeReturnsTheseBytesAcrossLeaves() throws IOException {
    byte[] content = bytes(3 * MIB - 5);
    Cid cid = store.put(new ByteArrayInputStream(content)).cid();

    assertThat(read(cid, new ByteRange(MIB - 3, 10)))
        .isEqualTo(Arrays.copyOfRange(content, MIB - 3, MIB + 7));
    assertThat(read(cid, ByteRange.from(2L * MIB)))
        .isEqualTo(Arrays.copyOfRange(content, 2 * MIB, content.length));
    assertThat(read(cid, new ByteRange(content.length, 10))).isEmpty();
    assertThat(read(cid, new ByteRange(7, 0))).isEmpty();
  }

  @Test
  void aRangeTheBlobDoesNotHaveIsRefusedWhereItMustBeExact() throws IOException {
    Cid cid = store.put(stream("cordel")).cid();

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> store.open(cid, 3, 4));
  }

  @Test
  void whatIsNotHeldIsEmpty() {
    Cid absent = Cid.of(Codec.RAW, "never stored".getBytes(UTF_8));

    assertThat(store.open(absent)).isEmpty();
    assertThat(store.sizeBytes(absent)).isEmpty();
    assertThat(store.tree(absent)).isEmpty();
    assertThat(store.holds(absent)).isFalse();
    assertThat(store.verify(absent)).isEqualTo(new Fixity.NotHeld());
  }

  @Test
  void putTwiceHoldsOneBlob() throws IOException {
    store.put(stream("frevo"));
    Cid cid = store.put(stream("frevo")).cid();

    assertThat(listing()).containsExactly(cid);
  }

  @Test
  void putRefusesOneByteMoreThanTheLimit() {
    InputStream tooLarge = new ByteArrayInputStream(new byte[(int) LIMIT_BYTES + 1]);

    assertThatExceptionOfType(BlobStoreException.TooLarge.class)
        .isThrownBy(() -> store.put(tooLarge));
    assertThat(listing()).isEmpty();
  }

  @Test
  void putKeepsNothingWhenContentFails() {
    InputStream failing = new SequenceInputStream(stream("half"), new FailingInputStream());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> store.put(failing))
        .withMessage("peer went away");
    assertThat(listing()).isEmpty();
  }

  @Test
  void aBatchIsInvisibleUntilItIsCommitted() throws IOException {
    List<Cid> added = new ArrayList<>();
    try (var batch = store.batch()) {
      for (int i = 0; i < 40; i++) {
        added.add(batch.add(stream("verse " + i)).cid());
      }
      added.add(batch.add(new ByteArrayInputStream(bytes(MIB + 1))).cid());
      assertThat(listing()).isEmpty();

      batch.commit();

      assertThat(batch.size()).isZero();
    }
    assertThat(listing()).containsExactlyInAnyOrderElementsOf(added);
    assertThat(read(added.getFirst())).isEqualTo("verse 0".getBytes(UTF_8));
  }

  @Test
  void aBatchThatIsNotCommittedLeavesNothing() throws IOException {
    try (var batch = store.batch()) {
      batch.add(stream("forgotten"));
    }
    assertThat(listing()).isEmpty();
  }

  @Test
  void oneFailingContentLeavesTheRestOfTheBatch() throws IOException {
    try (var batch = store.batch()) {
      Cid kept = batch.add(stream("kept")).cid();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> batch.add(new FailingInputStream()));
      batch.commit();

      assertThat(listing()).containsExactly(kept);
    }
  }

  @Test
  void aReceivedBlobIsVisibleWhenItIsCompleteAndNotBefore() throws IOException {
    byte[] content = bytes(2 * MIB + 7);
    FileTree tree = treeOf(content);
    try (Incoming incoming = begin(tree)) {
      assertThat(incoming.write(content, 0, content.length))
          .isEqualTo(new Arrival.Taken(content.length));
      assertThat(store.holds(tree.root())).isFalse();

      assertThat(incoming.complete()).isEqualTo(new Stored(tree.root(), content.length));
    }
    assertThat(read(tree.root())).isEqualTo(content);
    assertThat(store.receive(tree)).isInstanceOf(Offer.AlreadyHeld.class);
  }

  @Test
  void theEmptyBlobCanBeReceived() throws IOException {
    FileTree tree = treeOf(new byte[0]);
    try (Incoming incoming = begin(tree)) {
      incoming.complete();
    }
    assertThat(read(tree.root())).isEmpty();
  }

  @Test
  void aTransferThatWasCutResumesAtTheVeryByte() throws IOException {
    byte[] content = bytes(2 * MIB);
    FileTree tree = treeOf(content);
    try (Incoming incoming = begin(tree)) {
      incoming.write(content, 0, MIB + 12_345);
    }

    try (Incoming incoming = begin(tree)) {
      assertThat(incoming.resumeOffset()).isEqualTo(MIB + 12_345);
      incoming.write(content, MIB + 12_345, MIB - 12_345);
      incoming.complete();
    }
    assertThat(read(tree.root())).isEqualTo(content);
  }

  @Test
  void aForgedLeafIsDroppedAndTheLeavesBeforeItStay() throws IOException {
    byte[] content = bytes(3 * MIB);
    byte[] forged = content.clone();
    forged[MIB + 9] ^= 1;
    FileTree tree = treeOf(content);
    try (Incoming incoming = begin(tree)) {
      assertThat(incoming.write(forged, 0, forged.length))
          .isEqualTo(new Arrival.Rejected(MIB, true));

      assertThat(incoming.write(content, MIB, 2 * MIB)).isEqualTo(new Arrival.Taken(3L * MIB));
      incoming.complete();
    }
    assertThat(read(tree.root())).isEqualTo(content);
  }

  @Test
  void aSenderIsNotBlamedForTheBytesOfAnother() {
    byte[] content = bytes(MIB);
    FileTree tree = treeOf(content);
    try (Incoming incoming = begin(tree)) {
      incoming.write(new byte[MIB], 0, 100);
    }

    try (Incoming incoming = begin(tree)) {
      assertThat(incoming.write(content, 100, MIB - 100)).isEqualTo(new Arrival.Rejected(0, false));
    }
  }

  @Test
  void whatIsIncompleteCannotBeCompleted() {
    byte[] content = bytes(MIB + 1);
    try (Incoming incoming = begin(treeOf(content))) {
      incoming.write(content, 0, MIB);

      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(incoming::complete);
    }
    assertThat(listing()).isEmpty();
  }

  @Test
  void bytesBeyondTheEndAreRefused() {
    try (Incoming incoming = begin(treeOf(new byte[10]))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> incoming.write(new byte[11], 0, 11));
      assertThat(incoming.resumeOffset()).isZero();
    }
  }

  @Test
  void whatIsDiscardedBeginsAnew() {
    FileTree tree = treeOf(bytes(100));
    try (Incoming incoming = begin(tree)) {
      incoming.write(bytes(100), 0, 50);
      incoming.discard();
    }
    try (Incoming incoming = begin(tree)) {
      assertThat(incoming.resumeOffset()).isZero();
    }
  }

  @Test
  void oneThreadAtATimeReceivesABlob() {
    FileTree tree = treeOf(bytes(100));
    try (Incoming _ = begin(tree)) {
      assertThat(store.receive(tree)).isInstanceOf(Offer.Busy.class);
    }
    begin(tree).close();
  }

  @Test
  void anOfferBeyondTheLimitIsRefused() {
    FileTree tree = treeOf(new byte[(int) LIMIT_BYTES + 1]);

    assertThatExceptionOfType(BlobStoreException.TooLarge.class)
        .isThrownBy(() -> store.receive(tree));
  }

  @Test
  void removeReportsWhetherTheBlobWasHeld() throws IOException {
    Cid cid = store.put(new ByteArrayInputStream(bytes(MIB + 1))).cid();

    assertThat(store.remove(cid)).isTrue();
    assertThat(store.remove(cid)).isFalse();
    assertThat(store.open(cid)).isEmpty();
    assertThat(listing()).isEmpty();
  }

  @Test
  void aBlobThatIsSetAsideIsNotHeldUntilItIsStoredAnew() throws IOException {
    Cid cid = store.put(stream("congado")).cid();

    assertThat(store.setAside(cid)).isTrue();
    assertThat(store.setAside(cid)).isFalse();
    assertThat(store.open(cid)).isEmpty();
    assertThat(listing()).isEmpty();

    store.put(stream("congado"));
    assertThat(read(cid)).isEqualTo("congado".getBytes(UTF_8));
  }

  @Test
  void concurrentPutsOfTheSameBytesHoldOneWholeBlob() throws Exception {
    Cid cid = Cid.of(Codec.RAW, "congado".getBytes(UTF_8));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var puts = threads.invokeAll(Collections.nCopies(64, () -> store.put(stream("congado"))));

      assertThat(puts).extracting(Future::resultNow).containsOnly(new Stored(cid, 7));
    }
    assertThat(listing()).containsExactly(cid);
    assertThat(read(cid)).isEqualTo("congado".getBytes(UTF_8));
  }

  protected final BlobStore store() {
    return store;
  }

  protected final Incoming begin(FileTree tree) {
    return switch (store.receive(tree)) {
      case Offer.Begun begun -> begun.incoming();
      case Offer other -> throw new AssertionError("Not begun: " + other);
    };
  }

  protected static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /// Returns bytes that repeat nowhere, the same ones for the same size.
  protected static byte[] bytes(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  protected static FileTree treeOf(byte[] content) {
    UnixFsHasher hasher = new UnixFsHasher();
    hasher.update(content, 0, content.length);
    return hasher.finish();
  }

  protected final byte[] read(Cid cid) throws IOException {
    return read(cid, ByteRange.from(0));
  }

  protected final List<Cid> listing() {
    List<Cid> cids = new ArrayList<>();
    store.forEach(cids::add);
    return cids;
  }

  private byte[] read(Cid cid, ByteRange range) throws IOException {
    try (InputStream blob = store.openRange(cid, range).orElseThrow()) {
      return blob.readAllBytes();
    }
  }

  /// A source that goes away in the middle.
  private static final class FailingInputStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("peer went away");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new IOException("peer went away");
    }
  }
}
