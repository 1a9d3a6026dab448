package org.acequia.core.dagcbor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.CidForm;

/// Reads nodes strictly. Every length is compared with what is left of the input before anything is
/// allocated for it, and lists grow with what is really there.
final class CborReader {

  private static final int MAX_INITIAL_CAPACITY = 16;

  private final byte[] source;
  private final ByteBuffer words;
  private final DagCbor.Limits limits;
  private int position;
  private int depth;
  private int containers;

  CborReader(byte[] source, DagCbor.Limits limits) {
    if (source.length > limits.sizeBytes()) {
      throw new DagCborException(
          "%d bytes, where at most %d are accepted".formatted(source.length, limits.sizeBytes()));
    }
    this.source = source;
    this.words = ByteBuffer.wrap(source);
    this.limits = limits;
  }

  Node read() {
    Node node = node();
    if (position != source.length) {
      throw refusal("%d bytes follow the end".formatted(source.length - position));
    }
    return node;
  }

  private Node node() {
    int first = octet();
    return switch (first >>> 5) {
      case Major.UNSIGNED -> unsigned(argument(first));
      case Major.NEGATIVE -> negative(argument(first));
      case Major.BYTES -> new Node.Binary(bytes(length(first, 1)));
      case Major.TEXT -> new Node.Text(text(length(first, 1)));
      case Major.LIST -> list(first);
      case Major.MAP -> map(first);
      default ->
          switch (first) {
            case Major.FALSE -> Node.FALSE;
            case Major.TRUE -> Node.TRUE;
            case Major.NULL -> Node.NULL;
            case Major.DOUBLE -> floating();
            case Major.TAG -> link();
            default -> throw refusal("DAG-CBOR has no item 0x%02x".formatted(first));
          };
    };
  }

  private static Node unsigned(long argument) {
    return argument >= 0
        ? new Node.Int(argument)
        : new Node.BigInt(new BigInteger(Long.toUnsignedString(argument)));
  }

  private static Node negative(long argument) {
    return argument >= 0
        ? new Node.Int(~argument)
        : new Node.BigInt(new BigInteger(Long.toUnsignedString(argument)).not());
  }

  private Node list(int first) {
    int size = length(first, 1);
    descend();
    var values = new ArrayList<Node>(Math.min(size, MAX_INITIAL_CAPACITY));
    for (int i = 0; i < size; i++) {
      values.add(node());
    }
    depth--;
    return new Node.List(values);
  }

  private Node map(int first) {
    int size = length(first, 2);
    descend();
    SequencedMap<String, Node> entries =
        LinkedHashMap.newLinkedHashMap(Math.min(size, MAX_INITIAL_CAPACITY));
    int previousFrom = 0;
    int previousTo = -1;
    for (int i = 0; i < size; i++) {
      int keyHead = octet();
      if (keyHead >>> 5 != Major.TEXT) {
        throw refusal("A key is not a text");
      }
      int keySize = length(keyHead, 1);
      int from = position;
      String key = text(keySize);
      if (i > 0 && !ascends(previousFrom, previousTo, from, position)) {
        throw refusal("The key '%s' is out of order, or occurs twice".formatted(key));
      }
      previousFrom = from;
      previousTo = position;
      entries.put(key, node());
    }
    depth--;
    return new Node.Dictionary(entries);
  }

  private boolean ascends(int from, int to, int nextFrom, int nextTo) {
    int byLength = Integer.compare(to - from, nextTo - nextFrom);
    return byLength != 0
        ? byLength < 0
        : Arrays.compareUnsigned(source, from, to, source, nextFrom, nextTo) < 0;
  }

  private Node floating() {
    if (!limits.floats()) {
      throw refusal("A floating-point number, where only integers are accepted");
    }
    double value = Double.longBitsToDouble(word(Long.BYTES));
    if (!Double.isFinite(value)) {
      throw refusal("Not a finite number");
    }
    return new Node.Floating(value);
  }

  private Node link() {
    if (octet() != Major.TAG_CID) {
      throw refusal("A tag other than 42");
    }
    int first = octet();
    if (first >>> 5 != Major.BYTES) {
      throw refusal("A CID is not a byte string");
    }
    int size = length(first, 1);
    if (size == 0 || octet() != Major.CID_PREFIX) {
      throw refusal("A CID does not begin with 0x00");
    }
    Bytes cid = bytes(size - 1);
    if (!CidForm.isWellFormed(cid)) {
      throw refusal("Not a CID");
    }
    return new Node.Link(cid);
  }

  private void descend() {
    if (++depth > limits.depth()) {
      throw refusal("Lists and maps stand more than %d deep".formatted(limits.depth()));
    }
    if (++containers > DagCbor.MAX_CONTAINERS) {
      throw refusal("More than %d lists and maps".formatted(DagCbor.MAX_CONTAINERS));
    }
  }

  /// Returns the argument of `first` as a count of things of at least `unitBytes` each.
  private int length(int first, int unitBytes) {
    long length = argument(first);
    int left = (source.length - position) / unitBytes;
    if (Long.compareUnsigned(length, left) > 0) {
      throw refusal(
          "A length of %s, where %d is left".formatted(Long.toUnsignedString(length), left));
    }
    return (int) length;
  }

  /// Returns the argument of `first`, unsigned, in its shortest form only.
  private long argument(int first) {
    int marker = first & 0x1f;
    if (marker < 24) {
      return marker;
    }
    if (marker > 27) {
      throw refusal("An indefinite or reserved length");
    }
    int count = 1 << (marker - 24);
    long value = word(count);
    boolean minimal = count == 1 ? value >= 24 : value >>> (count * 4) != 0;
    if (!minimal) {
      throw refusal("A number in more bytes than it needs");
    }
    return value;
  }

  private int octet() {
    need(1);
    return source[position++] & 0xff;
  }

  private long word(int count) {
    need(count);
    int at = position;
    position += count;
    return switch (count) {
      case 1 -> source[at] & 0xffL;
      case 2 -> words.getShort(at) & 0xffffL;
      case 4 -> words.getInt(at) & 0xffff_ffffL;
      default -> words.getLong(at);
    };
  }

  private Bytes bytes(int size) {
    need(size);
    int from = position;
    position += size;
    return Bytes.copyOf(source, from, position);
  }

  private String text(int size) {
    need(size);
    int from = position;
    position += size;
    return Utf8.decode(source, from, position);
  }

  private void need(int count) {
    if (count > source.length - position) {
      throw refusal("The input ends early");
    }
  }

  private DagCborException refusal(String what) {
    return new DagCborException("%s (at byte %d)".formatted(what, position));
  }
}
