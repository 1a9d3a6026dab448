package org.acequia.core.dagcbor;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;

/// A value of the IPLD data model, as DAG-CBOR writes it.
public sealed interface Node {

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
      if (value.bitLength() < 64 || value.bitLength() > 64) {
        throw new IllegalArgumentException("Not a 65-bit integer: " + value);
      }
    }
  }

  /// A finite IEEE 754 double.
  record Float(double value) implements Node {
    /// Refuses NaN and the infinities, which DAG-CBOR does not write.
    public Float {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Not a finite number: " + value);
      }
    }
  }

  /// A text of Unicode scalar values.
  record Text(String value) implements Node {}

  /// A byte string.
  record Binary(Bytes value) implements Node {}

  /// A sequence.
  record List(java.util.List<Node> values) implements Node {
    /// Keeps its own copy of `values`.
    public List {
      values = java.util.List.copyOf(values);
    }
  }

  /// A map from texts to nodes, in the order of DAG-CBOR: shorter keys first, then bytewise.
  record Dictionary(SequencedMap<String, Node> entries) implements Node {
    /// Keeps its own sorted copy of `entries`.
    public Dictionary {
      SortedMap<String, Node> sorted = new TreeMap<>(KEY_ORDER);
      sorted.putAll(entries);
      entries = Collections.unmodifiableSortedMap(sorted);
    }

    /// Returns a map of `entries`.
    public static Dictionary of(Map<String, ? extends Node> entries) {
      return new Dictionary(new TreeMap<>(entries));
    }
  }

  /// A link to another block.
  record Link(Cid target) implements Node {}

  /// The order of keys in a map: by length of the UTF-8 form, then by its bytes.
  Comparator<String> KEY_ORDER = new KeyOrder();
}
