package org.acequia.core.record;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;

/// Reads a map field by field and refuses, by name, what is missing, mistyped, out of bounds or
/// unknown.
///
/// Read every field that may be there, then call [#end()]. Every method throws
/// [MalformedRecordException]. For one thread.
public final class Fields {

  private final String what;
  private final Node.Dictionary map;
  private final Set<String> known = new HashSet<>();

  /// Reads `node`.
  ///
  /// @param what the map's name in a message
  public Fields(String what, Node node) {
    if (!(node instanceof Node.Dictionary dictionary)) {
      throw new MalformedRecordException(what + ": not a map");
    }
    this.what = what;
    this.map = dictionary;
  }

  /// Tells whether the field is there.
  public boolean has(String key) {
    known.add(key);
    return map.entries().containsKey(key);
  }

  /// Returns a field of any type.
  public Node node(String key) {
    known.add(key);
    Node node = map.entries().get(key);
    if (node == null) {
      throw wrong(key, "missing");
    }
    return node;
  }

  /// Returns what `read` makes of a field, or empty where there is none.
  public <T> Optional<T> optional(String key, Function<String, T> read) {
    return has(key) ? Optional.of(read.apply(key)) : Optional.empty();
  }

  /// Returns a text of 1 to `lengthMax` UTF-16 units.
  public String text(String key, int lengthMax) {
    if (!(node(key) instanceof Node.Text(String value))) {
      throw wrong(key, "not a text");
    }
    return checkedText(path(key), value, lengthMax);
  }

  /// Returns `value` if it has 1 to `lengthMax` UTF-16 units.
  ///
  /// @param path its name in a message
  public static String checkedText(String path, String value, int lengthMax) {
    if (value.isEmpty()) {
      throw new MalformedRecordException(path + ": empty");
    }
    if (value.length() > lengthMax) {
      throw new MalformedRecordException(
          "%s: %,d characters, at most %,d fit".formatted(path, value.length(), lengthMax));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new MalformedRecordException(path + ": half a surrogate pair, which is no character");
    }
    return value;
  }

  /// Returns an integer between `min` and `max`, both included.
  public long integer(String key, long min, long max) {
    if (!(node(key) instanceof Node.Int(long value))) {
      throw wrong(key, "not an integer");
    }
    if (value < min || value > max) {
      throw wrong(key, "%d, which is not between %d and %d".formatted(value, min, max));
    }
    return value;
  }

  /// Returns a truth value.
  public boolean bool(String key) {
    if (!(node(key) instanceof Node.Bool(boolean value))) {
      throw wrong(key, "not true or false");
    }
    return value;
  }

  /// Returns a byte string of `sizeMin` to `sizeMax` bytes.
  public Bytes bytes(String key, int sizeMin, int sizeMax) {
    return bytesOf(path(key), node(key), sizeMin, sizeMax);
  }

  private static Bytes bytesOf(String path, Node node, int sizeMin, int sizeMax) {
    if (!(node instanceof Node.Binary(Bytes value))) {
      throw new MalformedRecordException(path + ": not a byte string");
    }
    if (value.size() < sizeMin || value.size() > sizeMax) {
      throw new MalformedRecordException(
          "%s: %d bytes, which is not between %d and %d"
              .formatted(path, value.size(), sizeMin, sizeMax));
    }
    return value;
  }

  /// Returns a link.
  public Cid link(String key) {
    return linkOf(path(key), node(key));
  }

  /// Returns a link to a record.
  public RecordId recordLink(String key) {
    return recordId(path(key), node(key));
  }

  /// Returns the record that `node` links to.
  ///
  /// @param path its name in a message
  public static RecordId recordId(String path, Node node) {
    Cid target = linkOf(path, node);
    try {
      return new RecordId(target);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(path + ": " + e.getMessage(), e);
    }
  }

  private static Cid linkOf(String path, Node node) {
    if (!(node instanceof Node.Link link)) {
      throw new MalformedRecordException(path + ": not a link");
    }
    try {
      return link.target();
    } catch (DagCborException e) {
      throw new MalformedRecordException(path + ": " + e.getMessage(), e);
    }
  }

  /// Returns a device's key.
  public DeviceKey key(String key) {
    return new DeviceKey(bytes(key, DeviceKey.SIZE_BYTES, DeviceKey.SIZE_BYTES));
  }

  /// Returns `countMin` to `countMax` keys, no two the same.
  public List<DeviceKey> keys(String key, int countMin, int countMax) {
    int size = DeviceKey.SIZE_BYTES;
    List<DeviceKey> keys =
        list(key, countMin, countMax).stream()
            .map(node -> new DeviceKey(bytesOf(path(key), node, size, size)))
            .toList();
    if (new HashSet<>(keys).size() < keys.size()) {
      throw wrong(key, "one key twice");
    }
    return keys;
  }

  /// Returns the nodes of a list of `countMin` to `countMax`.
  public List<Node> list(String key, int countMin, int countMax) {
    return listOf(path(key), node(key), countMin, countMax);
  }

  /// Returns the nodes of a list of `countMin` to `countMax`.
  ///
  /// @param path its name in a message
  public static List<Node> listOf(String path, Node node, int countMin, int countMax) {
    if (!(node instanceof Node.List(List<Node> values))) {
      throw new MalformedRecordException(path + ": not a list");
    }
    if (values.size() < countMin || values.size() > countMax) {
      throw new MalformedRecordException(
          "%s: %,d entries, which is not between %,d and %,d"
              .formatted(path, values.size(), countMin, countMax));
    }
    return values;
  }

  /// Refuses the map if a field was there that nobody asked for.
  public void end() {
    for (String key : map.entries().keySet()) {
      if (!known.contains(key)) {
        throw new MalformedRecordException(
            "%s: a field of an unknown name, '%s'"
                .formatted(what, key.length() > 40 ? key.substring(0, 40) + "…" : key));
      }
    }
  }

  private MalformedRecordException wrong(String key, String problem) {
    return new MalformedRecordException(path(key) + ": " + problem);
  }

  private String path(String key) {
    return what + "." + key;
  }
}
