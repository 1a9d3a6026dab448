package org.acequia.node.accession;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.acequia.core.archive.ItemId;
import org.acequia.core.cid.Sha256;
import org.acequia.node.jobs.Said;

/// Which things were met, by 128 bits of each: 32 bytes for one, 64 at the most, so that a million
/// rows or files do not fill the memory.
final class SeenKeys {

  /// How many are remembered.
  static final int KEYS_MAX = 1 << 21;

  private static final int CAPACITY_MIN = 256;

  private final Said tooMany;
  private long[] slots = new long[2 * CAPACITY_MIN];
  private int size;

  /// @param tooMany is said where there are too many, with how many there may be
  SeenKeys(Said tooMany) {
    this.tooMany = tooMany;
  }

  /// Adds an item's id, and tells whether it is new.
  boolean add(ItemId id) {
    return add(ByteBuffer.wrap(id.value().toArray()));
  }

  /// Adds a path, and tells whether it is new.
  boolean add(Path path) {
    return add(key(path));
  }

  boolean contains(Path path) {
    ByteBuffer key = key(path);
    long high = key.getLong();
    return slots[slot(slots, high, low(key.getLong()))] != 0;
  }

  /// @throws AccessionException if there are more than [#KEYS_MAX]
  private boolean add(ByteBuffer key) {
    long high = key.getLong();
    long low = low(key.getLong());
    int slot = slot(slots, high, low);
    if (slots[slot] != 0) {
      return false;
    }
    if (size == KEYS_MAX) {
      throw new AccessionException(tooMany.with(KEYS_MAX));
    }
    slots[slot] = low;
    slots[slot + 1] = high;
    size++;
    if (4L * size > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0) {
        int slot = slot(larger, slots[i + 1], slots[i]);
        larger[slot] = slots[i];
        larger[slot + 1] = slots[i + 1];
      }
    }
    slots = larger;
  }

  /// Returns where a key is, or would be.
  private static int slot(long[] slots, long high, long low) {
    int mask = slots.length / 2 - 1;
    int slot = (int) low & mask;
    while (slots[2 * slot] != 0 && (slots[2 * slot] != low || slots[2 * slot + 1] != high)) {
      slot = (slot + 1) & mask;
    }
    return 2 * slot;
  }

  /// Zero stands for an empty slot.
  private static long low(long bits) {
    return bits == 0 ? 1 : bits;
  }

  private static ByteBuffer key(Path path) {
    return ByteBuffer.wrap(Sha256.hasher().digest(path.toString().getBytes(UTF_8)));
  }
}
