package org.acequia.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.SetIndex.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [SetIndex] promises. A subclass supplies an empty index; each test states one
/// promise.
public abstract class SetIndexContract {

  private static final int MANY = 20_000;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::time)
          .thenComparing(entry -> Bytes.of(entry.digest().toBytes()));

  private SetIndex index;

  /// Returns an empty index.
  protected abstract SetIndex newIndex();

  @BeforeEach
  void makeIndex() {
    index = newIndex();
  }

  @Test
  void emptyIndexHasNothingAndSumsToZero() {
    assertThat(index.size()).isZero();
    assertThat(index.sum(0, 0)).isEqualTo(new byte[32]);
    assertThat(index.lowerBound(7, digest(7))).isZero();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> index.at(0));
  }

  @Test
  void recordsStandInTheOrderOfTimeThenDigestWhateverTheOrderOfArrival() {
    List<Entry> entries = fill(MANY, new Random(1));

    List<Entry> seen = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      seen.add(index.at(i));
    }
    assertThat(seen).isEqualTo(entries);
  }

  @Test
  void digestsOfOneTimeAreOrderedAsUnsignedBytes() {
    Sha256 low = new Sha256(0x7fL << 56, 0, 0, 0);
    Sha256 high = new Sha256(0x80L << 56, 0, 0, 0);
    index.add(5, high);
    index.add(5, low);

    assertThat(index.at(0).digest()).isEqualTo(low);
    assertThat(index.at(1).digest()).isEqualTo(high);
  }

  @Test
  void addingTwiceAddsOnce() {
    List<Entry> entries = fill(1_000, new Random(2));
    entries.forEach(entry -> index.add(entry.time(), entry.digest()));

    assertThat(index.size()).isEqualTo(entries.size());
  }

  @Test
  void sumIsTheSumOfTheDigestsReadAsLittleEndianNumbers() {
    List<Entry> entries = fill(MANY, new Random(3));
    Random random = new Random(4);

    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(entries.size() + 1);
      int to = from + random.nextInt(entries.size() - from + 1);
      assertThat(index.sum(from, to)).isEqualTo(expectedSum(entries.subList(from, to)));
    }
    assertThat(index.sum(0, entries.size())).isEqualTo(expectedSum(entries));
  }

  @Test
  void sumWrapsAroundAt256Bits() {
    index.add(1, new Sha256(-1, -1, -1, -1));
    index.add(2, new Sha256(2L << 56, 0, 0, 0));

    byte[] one = new byte[32];
    one[0] = 1;
    assertThat(index.sum(0, 2)).isEqualTo(one);
  }

  @Test
  void lowerBoundIsTheFirstPositionNotBefore() {
    List<Entry> entries = fill(5_000, new Random(5));

    for (int i = 0; i < entries.size(); i += 7) {
      Entry entry = entries.get(i);
      assertThat(index.lowerBound(entry.time(), entry.digest())).isEqualTo(i);
    }
    Entry last = entries.getLast();
    assertThat(index.lowerBound(last.time() + 1, digest(0))).isEqualTo(entries.size());
    assertThat(index.lowerBound(-1, digest(0))).isZero();
  }

  @Test
  void snapshotDoesNotChange() {
    List<Entry> entries = fill(2_000, new Random(6));
    SetIndex snapshot = index.snapshot();
    fill(2_000, new Random(7));

    assertThat(snapshot.size()).isEqualTo(entries.size());
    assertThat(snapshot.sum(0, snapshot.size())).isEqualTo(expectedSum(entries));
    assertThat(index.size()).isGreaterThan(snapshot.size());
  }

  @Test
  void ascendingArrivalKeepsOrderAndSum() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Entry entry = new Entry(i, digest(i));
      entries.add(entry);
      index.add(entry.time(), entry.digest());
    }

    assertThat(index.at(12_345)).isEqualTo(entries.get(12_345));
    assertThat(index.sum(300, 19_000)).isEqualTo(expectedSum(entries.subList(300, 19_000)));
  }

  private List<Entry> fill(int count, Random random) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Entry entry = new Entry(random.nextInt(count / 4), digest(random.nextLong()));
      entries.add(entry);
      index.add(entry.time(), entry.digest());
    }
    entries.sort(ORDER);
    return entries;
  }

  private static Sha256 digest(long number) {
    return Sha256.of(ByteBuffer.allocate(8).putLong(number).array());
  }

  private static byte[] expectedSum(List<Entry> entries) {
    BigInteger sum = BigInteger.ZERO;
    for (Entry entry : entries) {
      sum = sum.add(new BigInteger(1, reversed(entry.digest().toBytes())));
    }
    byte[] big = sum.mod(MODULUS).toByteArray();
    byte[] bytes = new byte[32];
    for (int i = 0; i < Math.min(32, big.length); i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
