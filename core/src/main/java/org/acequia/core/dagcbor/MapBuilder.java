package org.acequia.core.dagcbor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;

/// Builds a [Node.Dictionary], field by field, in any order. A key may be set once.
public final class MapBuilder {

  private final SequencedMap<String, Node> entries = new LinkedHashMap<>();

  /// Sets `key` to an integer.
  public MapBuilder put(String key, long value) {
    return put(key, new Node.Int(value));
  }

  /// Sets `key` to a truth value.
  public MapBuilder put(String key, boolean value) {
    return put(key, value ? Node.TRUE : Node.FALSE);
  }

  /// Sets `key` to a text.
  public MapBuilder put(String key, String value) {
    return put(key, new Node.Text(value));
  }

  /// Sets `key` to a byte string.
  public MapBuilder put(String key, Bytes value) {
    return put(key, new Node.Binary(value));
  }

  /// Sets `key` to a link.
  public MapBuilder put(String key, Cid value) {
    return put(key, new Node.Link(value));
  }

  /// Sets `key` to a list of what `toNode` makes of `values`.
  public <T> MapBuilder put(String key, Iterable<T> values, Function<T, ? extends Node> toNode) {
    var nodes = new ArrayList<Node>();
    values.forEach(value -> nodes.add(toNode.apply(value)));
    return put(key, new Node.List(nodes));
  }

  /// Sets `key` to what `toNode` makes of `value`; where there is none, `key` stays absent.
  public <T> MapBuilder putIfPresent(
      String key, Optional<T> value, Function<T, ? extends Node> toNode) {
    value.ifPresent(present -> put(key, toNode.apply(present)));
    return this;
  }

  /// Sets `key` to what `toNode` makes of `value`, and to null where there is none.
  public <T> MapBuilder putNullable(
      String key, Optional<T> value, Function<T, ? extends Node> toNode) {
    return put(key, value.<Node>map(toNode).orElse(Node.NULL));
  }

  /// Sets `key`.
  ///
  /// @throws IllegalArgumentException if `key` is set already
  public MapBuilder put(String key, Node value) {
    if (entries.putIfAbsent(key, value) != null) {
      throw new IllegalArgumentException("The key '%s' is set twice".formatted(key));
    }
    return this;
  }

  /// Returns the map.
  public Node.Dictionary build() {
    return new Node.Dictionary(entries);
  }
}
