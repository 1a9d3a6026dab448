package org.acequia.core.store;

import java.util.Arrays;
import org.acequia.core.cid.Sha256;

/// A node of the tree behind [MemorySetIndex]. Immutable: adding returns what replaces the node.
///
/// Sums are kept as four words, the least significant first, of digests read as little-endian
/// numbers.
sealed interface SetTree {

  /// The words of a sum.
  int SUM_WORDS = 4;

  /// The tree without records.
  SetTree EMPTY = new Leaf(new long[0], new long[SUM_WORDS]);

  /// Returns the number of records below.
  int size();

  /// Returns the record at `position`, which exists.
  SetIndex.Entry at(int position);

  /// Returns the first position not before (`time`, `digest`).
  int lowerBound(long time, Sha256 digest);

  /// Adds the sum of the first `count` digests to `total`, or takes it away.
  void addPrefix(int count, long[] total, boolean negative);

  /// Returns what stands in this node's place once the record is added: this node itself if it was
  /// there, one node, or two.
  SetTree[] with(long time, Sha256 digest);

  /// Compares the first record below with (`time`, `digest`). Not to be asked of an empty tree.
  int compareFirst(long time, Sha256 digest);

  /// Returns the sum of all digests below; not to be changed.
  long[] sum();

  /// Returns one root over what [#with] returned.
  static SetTree grown(SetTree[] parts) {
    return parts.length == 1 ? parts[0] : Branch.over(parts);
  }

  /// Adds `sum` to `total` mod 2^256, or takes it away.
  static void accumulate(long[] total, long[] sum, boolean negative) {
    accumulate(total, sum[0], sum[1], sum[2], sum[3], negative);
  }

  /// Adds the number of four words, the least significant first, to `total`, or takes it away
  /// (which is adding its complement, and one).
  static void accumulate(long[] total, long a, long b, long c, long d, boolean negative) {
    long flip = negative ? -1L : 0L;
    long carry = negative ? 1L : 0L;
    carry = addWord(total, 0, a ^ flip, carry);
    carry = addWord(total, 1, b ^ flip, carry);
    carry = addWord(total, 2, c ^ flip, carry);
    addWord(total, 3, d ^ flip, carry);
  }

  private static long addWord(long[] total, int index, long word, long carry) {
    long partial = total[index] + word;
    long sum = partial + carry;
    boolean overflow =
        Long.compareUnsigned(partial, word) < 0 || Long.compareUnsigned(sum, partial) < 0;
    total[index] = sum;
    return overflow ? 1 : 0;
  }

  /// Records side by side: each a time and the four big-endian words of a digest.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out, never changed
  record Leaf(long[] words, long[] sum) implements SetTree {

    /// How many records a leaf holds. Adding copies a leaf, summing reads one.
    static final int RECORDS_MAX = 256;

    private static final int RECORD_WORDS = 5;

    private static Leaf of(long[] words) {
      long[] sum = new long[SUM_WORDS];
      Leaf leaf = new Leaf(words, sum);
      leaf.addPrefix(leaf.size(), sum, false);
      return leaf;
    }

    @Override
    public int size() {
      return words.length / RECORD_WORDS;
    }

    @Override
    public SetIndex.Entry at(int position) {
      int i = position * RECORD_WORDS;
      return new SetIndex.Entry(
          words[i], new Sha256(words[i + 1], words[i + 2], words[i + 3], words[i + 4]));
    }

    @Override
    public int lowerBound(long time, Sha256 digest) {
      int low = 0;
      int high = size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (compare(middle, time, digest) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    @Override
    public void addPrefix(int count, long[] total, boolean negative) {
      for (int i = 0; i < count * RECORD_WORDS; i += RECORD_WORDS) {
        accumulate(
            total,
            Long.reverseBytes(words[i + 1]),
            Long.reverseBytes(words[i + 2]),
            Long.reverseBytes(words[i + 3]),
            Long.reverseBytes(words[i + 4]),
            negative);
      }
    }

    @Override
    public SetTree[] with(long time, Sha256 digest) {
      int position = lowerBound(time, digest);
      if (position < size() && compare(position, time, digest) == 0) {
        return new SetTree[] {this};
      }
      if (size() == RECORDS_MAX && position == RECORDS_MAX) {
        return new SetTree[] {this, of(inserted(new long[0], 0, time, digest))};
      }
      long[] grown = inserted(words, position * RECORD_WORDS, time, digest);
      if (size() < RECORDS_MAX) {
        return new SetTree[] {of(grown)};
      }
      int half = (RECORDS_MAX / 2) * RECORD_WORDS;
      return new SetTree[] {
        of(Arrays.copyOf(grown, half)), of(Arrays.copyOfRange(grown, half, grown.length))
      };
    }

    @Override
    public int compareFirst(long time, Sha256 digest) {
      return compare(0, time, digest);
    }

    private static long[] inserted(long[] words, int at, long time, Sha256 digest) {
      long[] grown = new long[words.length + RECORD_WORDS];
      System.arraycopy(words, 0, grown, 0, at);
      grown[at] = time;
      grown[at + 1] = digest.word0();
      grown[at + 2] = digest.word1();
      grown[at + 3] = digest.word2();
      grown[at + 4] = digest.word3();
      System.arraycopy(words, at, grown, at + RECORD_WORDS, words.length - at);
      return grown;
    }

    private int compare(int position, long time, Sha256 digest) {
      int i = position * RECORD_WORDS;
      if (words[i] != time) {
        return Long.compare(words[i], time);
      }
      if (words[i + 1] != digest.word0()) {
        return Long.compareUnsigned(words[i + 1], digest.word0());
      }
      if (words[i + 2] != digest.word1()) {
        return Long.compareUnsigned(words[i + 2], digest.word1());
      }
      if (words[i + 3] != digest.word2()) {
        return Long.compareUnsigned(words[i + 3], digest.word2());
      }
      return Long.compareUnsigned(words[i + 4], digest.word3());
    }
  }

  /// Nodes side by side, none of them empty.
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out, never changed
  record Branch(SetTree[] children, int size, long[] sum) implements SetTree {

    /// How many nodes a branch holds.
    static final int CHILDREN_MAX = 32;

    private static Branch over(SetTree[] children) {
      int size = 0;
      long[] sum = new long[SUM_WORDS];
      for (SetTree child : children) {
        size = Math.addExact(size, child.size());
        accumulate(sum, child.sum(), false);
      }
      return new Branch(children, size, sum);
    }

    @Override
    public SetIndex.Entry at(int position) {
      int rest = position;
      int i = 0;
      while (rest >= children[i].size()) {
        rest -= children[i++].size();
      }
      return children[i].at(rest);
    }

    @Override
    public int lowerBound(long time, Sha256 digest) {
      int child = childFor(time, digest);
      int before = 0;
      for (int i = 0; i < child; i++) {
        before += children[i].size();
      }
      return before + children[child].lowerBound(time, digest);
    }

    @Override
    public void addPrefix(int count, long[] total, boolean negative) {
      int rest = count;
      for (SetTree child : children) {
        if (rest < child.size()) {
          child.addPrefix(rest, total, negative);
          return;
        }
        accumulate(total, child.sum(), negative);
        rest -= child.size();
      }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same node back means that nothing was added
    public SetTree[] with(long time, Sha256 digest) {
      int child = childFor(time, digest);
      SetTree[] parts = children[child].with(time, digest);
      if (parts.length == 1 && parts[0] == children[child]) {
        return new SetTree[] {this};
      }
      SetTree[] grown = new SetTree[children.length + parts.length - 1];
      System.arraycopy(children, 0, grown, 0, child);
      System.arraycopy(parts, 0, grown, child, parts.length);
      System.arraycopy(
          children, child + 1, grown, child + parts.length, children.length - child - 1);
      if (grown.length <= CHILDREN_MAX) {
        return new SetTree[] {over(grown)};
      }
      int half = child == children.length - 1 ? CHILDREN_MAX : CHILDREN_MAX / 2;
      return new SetTree[] {
        over(Arrays.copyOf(grown, half)), over(Arrays.copyOfRange(grown, half, grown.length))
      };
    }

    @Override
    public int compareFirst(long time, Sha256 digest) {
      return children[0].compareFirst(time, digest);
    }

    /// The last child whose first record is not after (`time`, `digest`), or the first child.
    private int childFor(long time, Sha256 digest) {
      int low = 0;
      int high = children.length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (children[middle].compareFirst(time, digest) <= 0) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }
}
