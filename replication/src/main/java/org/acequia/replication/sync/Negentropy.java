package org.acequia.replication.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.SetIndex;

/// Finds out how two sets differ, by comparing fingerprints of ever smaller ranges
/// ([negentropy](https://github.com/hoytech/negentropy) version 1, `specs/negentropy-v1.md`).
///
/// One side opens and learns the difference; the other answers, and learns nothing. Both work on an
/// unchanging view of their set. Not safe for use by several threads.
public final class Negentropy {

  /// The first byte of every message.
  public static final int VERSION = 0x61;

  /// How large our messages become. Smaller frames cost round trips.
  public static final int FRAME_BYTES = 512 << 10;

  /// The largest message that is accepted.
  public static final int MESSAGE_BYTES_MAX = 1 << 20;

  /// How many messages one side answers before it gives up on a peer that never comes to an end.
  public static final int ROUNDS_MAX = 4_096;

  private static final int BUCKETS = 16;

  /// Into how many ranges a large set is split at first. That is 1.2 kB more than 16 ranges take,
  /// and spares a million records the fourth round trip.
  private static final int BUCKETS_OF_LARGE_SET = 64;

  /// From how many records on. In smaller sets three levels of 16 come down to what is listed.
  private static final int LARGE_SET = 1 << 17;

  private static final int LISTED_BELOW = 2 * BUCKETS;
  private static final int MODE_SKIP = 0;
  private static final int MODE_FINGERPRINT = 1;
  private static final int MODE_IDS = 2;

  /// Room kept for the closing range of a full frame.
  private static final int CLOSING_BYTES = 200;

  private final SetIndex set;
  private final boolean opener;
  private final int frameBytes;
  private int rounds;

  private Negentropy(SetIndex set, boolean opener, int frameBytes) {
    if (frameBytes < 4_096 || frameBytes > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("Frames of %d bytes".formatted(frameBytes));
    }
    this.set = set;
    this.opener = opener;
    this.frameBytes = frameBytes;
  }

  /// Returns the side that opens and learns how the sets differ.
  ///
  /// @param set a snapshot
  public static Negentropy opener(SetIndex set) {
    return new Negentropy(set, true, FRAME_BYTES);
  }

  /// Returns the side that answers.
  ///
  /// @param set a snapshot
  public static Negentropy answerer(SetIndex set) {
    return new Negentropy(set, false, FRAME_BYTES);
  }

  static Negentropy of(SetIndex set, boolean opener, int frameBytes) {
    return new Negentropy(set, opener, frameBytes);
  }

  /// What one message taught, and what to reply. Where the peer's frame was full, a later step may
  /// name again what an earlier one named.
  ///
  /// @param reply absent when the opener knows all
  /// @param have positions in our set which the peer lacks; of the opener only
  /// @param need ids which the peer holds and we do not; of the opener only
  public record Step(Optional<byte[]> reply, List<Span> have, List<Sha256> need) {}

  /// Positions of a set, from `from` inclusive to `to` exclusive.
  public record Span(int from, int to) {}

  /// Returns the set that is compared.
  public SetIndex set() {
    return set;
  }

  /// Returns the opener's first message.
  public byte[] open() {
    var out = new FrameWriter(512);
    out.octet(VERSION);
    int buckets = set.size() < LARGE_SET ? BUCKETS : BUCKETS_OF_LARGE_SET;
    split(0, set.size(), Bound.END, buckets, out);
    return out.toBytes();
  }

  /// Takes one message.
  ///
  /// @throws HostileMessageException if it breaks the protocol or a limit
  public Step receive(byte[] message) throws HostileMessageException {
    if (message.length > MESSAGE_BYTES_MAX || ++rounds > ROUNDS_MAX) {
      throw new HostileMessageException("Too long: %d bytes".formatted(message.length));
    }
    var in = new FrameReader(message);
    int version = in.octet();
    if (version != VERSION) {
      if (opener || version < 0x60 || version > 0x6f) {
        throw new HostileMessageException("Version 0x%02x".formatted(version));
      }
      return new Step(Optional.of(new byte[] {VERSION}), List.of(), List.of());
    }
    return new Round(in).run();
  }

  private void split(int from, int to, Bound end, int buckets, FrameWriter out) {
    int count = to - from;
    if (count < LISTED_BELOW) {
      out.bound(end);
      out.varint(MODE_IDS);
      out.varint(count);
      for (int i = from; i < to; i++) {
        out.id(set.at(i).digest());
      }
      return;
    }
    int position = from;
    for (int i = 0; i < buckets; i++) {
      int next = position + count / buckets + (i < count % buckets ? 1 : 0);
      out.bound(next == to ? end : Bound.between(set.at(next - 1), set.at(next)));
      out.varint(MODE_FINGERPRINT);
      out.raw(Fingerprint.of(set, position, next));
      position = next;
    }
  }

  /// One message being answered, range by range.
  private final class Round {

    private final FrameReader in;
    private final FrameWriter out = new FrameWriter(1_024);
    private final List<Span> have = new ArrayList<>();
    private final List<Sha256> need = new ArrayList<>();
    private Bound start = Bound.FIRST;
    private int from;
    private boolean skipping;

    Round(FrameReader in) {
      this.in = in;
    }

    Step run() throws HostileMessageException {
      out.octet(VERSION);
      while (in.hasMore()) {
        Bound end = in.bound();
        if (end.isBefore(start)) {
          throw new HostileMessageException("Ranges out of order");
        }
        int to = Math.max(from, end.position(set));
        if (isFull()) {
          close();
          break;
        }
        takeRange(end, to);
        start = end;
        from = to;
      }
      boolean done = opener && out.size() == 1;
      return new Step(
          done ? Optional.empty() : Optional.of(out.toBytes()),
          List.copyOf(have),
          List.copyOf(need));
    }

    /// Ends a full frame with one fingerprint of all that is left.
    private void close() {
      writeSkipped();
      out.bound(Bound.END);
      out.varint(MODE_FINGERPRINT);
      out.raw(Fingerprint.of(set, from, set.size()));
    }

    private void takeRange(Bound end, int to) throws HostileMessageException {
      long mode = in.varint();
      if (mode == MODE_SKIP) {
        skipping = true;
      } else if (mode == MODE_FINGERPRINT) {
        takeFingerprint(end, to, in.raw(Fingerprint.SIZE_BYTES));
      } else if (mode == MODE_IDS) {
        takeIds(end, to);
      } else {
        throw new HostileMessageException("A range of mode %d".formatted(mode));
      }
    }

    private void takeFingerprint(Bound end, int to, byte[] theirs) {
      if (Arrays.equals(theirs, Fingerprint.of(set, from, to))) {
        skipping = true;
      } else {
        writeSkipped();
        split(from, to, end, BUCKETS, out);
      }
    }

    private void takeIds(Bound end, int to) throws HostileMessageException {
      long count = in.varint();
      if (count > in.remaining() / Sha256.SIZE_BYTES) {
        throw new HostileMessageException("A list of %d ids that is not there".formatted(count));
      }
      if (opener) {
        skipping = true;
        compare(to, (int) count);
      } else {
        in.raw((int) count * Sha256.SIZE_BYTES);
        writeIds(end, to);
      }
    }

    private void compare(int to, int count) throws HostileMessageException {
      Set<Sha256> theirs = HashSet.newHashSet(count);
      for (int i = 0; i < count; i++) {
        theirs.add(in.id());
      }
      for (int i = from; i < to; i++) {
        if (!theirs.isEmpty() && theirs.remove(set.at(i).digest())) {
          continue;
        }
        if (!have.isEmpty() && have.getLast().to() == i) {
          have.add(new Span(have.removeLast().from(), i + 1));
        } else {
          have.add(new Span(i, i + 1));
        }
      }
      need.addAll(theirs);
    }

    /// Lists what we hold of the range; of a range too large for the frame, as much as fits.
    private void writeIds(Bound end, int to) {
      writeSkipped();
      int room = Math.max(1, (frameBytes - CLOSING_BYTES - out.size()) / Sha256.SIZE_BYTES);
      int last = Math.min(to, from + room);
      out.bound(last < to ? Bound.before(set.at(last)) : end);
      out.varint(MODE_IDS);
      out.varint(last - from);
      for (int i = from; i < last; i++) {
        out.id(set.at(i).digest());
      }
      if (last < to) {
        out.bound(end);
        out.varint(MODE_FINGERPRINT);
        out.raw(Fingerprint.of(set, last, to));
      }
    }

    private void writeSkipped() {
      if (skipping) {
        skipping = false;
        out.bound(start);
        out.varint(MODE_SKIP);
      }
    }

    private boolean isFull() {
      return out.size() > frameBytes - CLOSING_BYTES - BUCKETS * 64;
    }
  }
}
