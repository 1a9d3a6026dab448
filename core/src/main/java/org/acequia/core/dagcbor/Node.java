package org.acequia.core.dagcbor;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.CidForm;

/// A value of the IPLD data model, as DAG-CBOR writes it.
public sealed interface Node {

  /// The one absence.
  Null NULL = new Null();

  /// Truth.
  Bool TRUE = new Bool(true);

  /// Its contrary.
  Bool FALSE = new Bool(false);

  /// The order of keys in a map: by length of the UTF-8 form, then by its bytes.
  Comparator<String> KEY_ORDER = new KeyOrder();

  /// The absence of a value, where a value is due.
  record Null() implements Node {}

  /// A truth value.
  record Bool(boolean value) implements Node {}

  /// An integer of 64 bits, signed.
  record Int(long value) implements Node {}

  /// An integer outside [Int] and within -2^64 … 2^64-1.
  record BigInt(BigInteger value) implements Node {
    /// Refuses what [Int] holds, so that one number has one node.
    public BigInt {
      if (value.bitLength() != 64) {
        throw new IllegalArgumentException("Not a 65-bit integer: " + value);
      }
    }
  }

  /// A finite IEEE 754 double.
  record Floating(double value) implements Node {
    /// Refuses NaN and the infinities, which DAG-CBOR does not write.
    public Floating {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Not a finite number: " + value);
      }
    }
  }

  /// A text of Unicode scalar values.
  record Text(String value) implements Node {
    /// Refuses half a surrogate pair, which UTF-8 cannot write.
    public Text {
      requireScalars(value);
    }
  }

  /// A byte string.
  record Binary(Bytes value) implements Node {}

  /// A sequence.
  record List(java.util.List<Node> values) implements Node {
    /// Keeps its own copy of `values`.
    public List {
      values = java.util.List.copyOf(values);
    }

    /// Returns a list of `values`.
    public static List of(Node... values) {
      return new List(java.util.List.of(values));
    }
  }

  /// A map from texts to nodes, in the order of DAG-CBOR: shorter keys first, then bytewise.
  record Dictionary(SequencedMap<String, Node> entries) implements Node {
    /// Keeps its own sorted copy of `entries`.
    public Dictionary {
      entries = Collections.unmodifiableSequencedMap(sorted(entries));
    }

    /// Returns a map of `entries`.
    public static Dictionary of(Map<String, ? extends Node> entries) {
      return new Dictionary(new LinkedHashMap<>(entries));
    }

    /// Returns the value at `key`.
    public Optional<Node> at(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    private static SequencedMap<String, Node> sorted(SequencedMap<String, Node> entries) {
      entries.keySet().forEach(Node::requireScalars);
      if (isSorted(entries)) {
        return new LinkedHashMap<>(entries);
      }
      SequencedMap<String, Node> sorted = new TreeMap<>(KEY_ORDER);
      sorted.putAll(entries);
      return new LinkedHashMap<>(sorted);
    }

    private static boolean isSorted(SequencedMap<String, Node> entries) {
      String previous = null;
      for (String key : entries.keySet()) {
        if (previous != null && KEY_ORDER.compare(previous, key) >= 0) {
          return false;
        }
        previous = key;
      }
      return true;
    }
  }

  /// A link to another block.
  ///
  /// @param cid the binary form of any CID, also of one that [Cid] does not name
  record Link(Bytes cid) implements Node {
    /// Refuses what is no CID.
    public Link {
      if (!CidForm.isWellFormed(cid)) {
        throw new IllegalArgumentException("Not a CID: " + cid);
      }
    }

    /// Links to `target`.
    public Link(Cid target) {
      this(Bytes.of(target.toBytes()));
    }

    /// Returns the CID that is linked to.
    ///
    /// @throws DagCborException if it is not one of this project's: CIDv1, SHA-256, raw, dag-pb or
    ///   dag-cbor
    public Cid target() {
      try {
        return Cid.fromBytes(cid.toArray());
      } catch (IllegalArgumentException e) {
        throw new DagCborException("A link to a foreign CID: " + cid, e);
      }
    }
  }

  private static void requireScalars(String text) {
    if (!Utf8.isWellFormed(text)) {
      throw new IllegalArgumentException("A text with half a surrogate pair");
    }
  }
}
