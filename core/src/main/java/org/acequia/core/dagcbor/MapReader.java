package org.acequia.core.dagcbor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;

/// Reads the fields of a map by name and type, and at the [#end()] refuses those nobody asked for.
///
/// A field that is missing, or of another type or size than is due, is refused with a
/// [DagCborException] that names it. An absent optional field is an empty answer; null is not
/// absence, save for `nullable…`.
public final class MapReader {

  private final Node.Dictionary map;
  private final String what;
  private final Set<String> unread;

  MapReader(Node.Dictionary map, String what) {
    this.map = map;
    this.what = what;
    this.unread = new HashSet<>(map.entries().keySet());
  }

  /// Returns a reader of `node`, called `what` in messages.
  public static MapReader of(Node node, String what) {
    return Shape.map(node, what);
  }

  /// Returns whether `key` is there, without reading it.
  public boolean has(String key) {
    return map.entries().containsKey(key);
  }

  /// Returns the integer at `key`, from `min` to `max`.
  public long integer(String key, long min, long max) {
    return Shape.integer(node(key), name(key), min, max);
  }

  /// Returns the integer at `key`, from `min` to `max`, if there.
  public OptionalLong optionalInteger(String key, long min, long max) {
    Optional<Node> node = optionalNode(key);
    return node.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Shape.integer(node.get(), name(key), min, max));
  }

  /// Returns the truth value at `key`.
  public boolean bool(String key) {
    return Shape.bool(node(key), name(key));
  }

  /// Returns the text at `key`, of at most `maxLength` UTF-16 units.
  public String text(String key, int maxLength) {
    return Shape.text(node(key), name(key), maxLength);
  }

  /// Returns the text at `key`, of at most `maxLength` UTF-16 units, if there.
  public Optional<String> optionalText(String key, int maxLength) {
    return optionalNode(key).map(node -> Shape.text(node, name(key), maxLength));
  }

  /// Returns the `size` bytes at `key`.
  public Bytes bytes(String key, int size) {
    return bytes(key, size, size);
  }

  /// Returns the `minSize` to `maxSize` bytes at `key`.
  public Bytes bytes(String key, int minSize, int maxSize) {
    return Shape.bytes(node(key), name(key), minSize, maxSize);
  }

  /// Returns the `minSize` to `maxSize` bytes at `key`, if there.
  public Optional<Bytes> optionalBytes(String key, int minSize, int maxSize) {
    return optionalNode(key).map(node -> Shape.bytes(node, name(key), minSize, maxSize));
  }

  /// Returns the target of the link at `key`.
  public Cid link(String key) {
    return Shape.link(node(key), name(key));
  }

  /// Returns the target of the link at `key`, if there.
  public Optional<Cid> optionalLink(String key) {
    return optionalNode(key).map(node -> Shape.link(node, name(key)));
  }

  /// Returns the target of the link at `key`, or nothing where null stands there.
  public Optional<Cid> nullableLink(String key) {
    Node node = node(key);
    return node instanceof Node.Null ? Optional.empty() : Optional.of(Shape.link(node, name(key)));
  }

  /// Returns what `read` makes of each value of the list at `key`, at most `maxSize`.
  public <T> List<T> list(String key, int maxSize, Function<Node, T> read) {
    return each(node(key), key, maxSize, read);
  }

  /// Returns what `read` makes of each value of the list at `key`, at most `maxSize`, if there.
  public <T> Optional<List<T>> optionalList(String key, int maxSize, Function<Node, T> read) {
    return optionalNode(key).map(node -> each(node, key, maxSize, read));
  }

  /// Returns a reader of the map at `key`, which has an end of its own.
  public MapReader map(String key) {
    return Shape.map(node(key), name(key));
  }

  /// Returns a reader of the map at `key`, if there.
  public Optional<MapReader> optionalMap(String key) {
    return optionalNode(key).map(node -> Shape.map(node, name(key)));
  }

  /// Returns whatever is at `key`.
  public Node node(String key) {
    return optionalNode(key)
        .orElseThrow(() -> new DagCborException("%s is missing".formatted(name(key))));
  }

  /// Returns whatever is at `key`, if there.
  public Optional<Node> optionalNode(String key) {
    unread.remove(key);
    return map.at(key);
  }

  /// Ends the reading.
  ///
  /// @throws DagCborException if the map has fields that were not read
  public void end() {
    if (!unread.isEmpty()) {
      throw new DagCborException(
          "%s has the unknown field '%s'".formatted(what, unread.iterator().next()));
    }
  }

  private <T> List<T> each(Node node, String key, int maxSize, Function<Node, T> read) {
    List<Node> nodes = Shape.list(node, name(key), maxSize);
    var values = new ArrayList<T>(nodes.size());
    nodes.forEach(value -> values.add(read.apply(value)));
    return List.copyOf(values);
  }

  private String name(String key) {
    return what + "." + key;
  }
}
