package org.acequia.core.dagcbor;

import java.util.List;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;

/// Takes a [Node] as what it is due to be, or refuses it with a [DagCborException].
///
/// `what` names the node in the message: a field, or a kind of message.
public final class Shape {

  private Shape() {}

  /// Returns the integer `node`, from `min` to `max`.
  public static long integer(Node node, String what, long min, long max) {
    if (node instanceof Node.Int(long value) && value >= min && value <= max) {
      return value;
    }
    throw refusal(what, "an integer from %d to %d".formatted(min, max), node);
  }

  /// Returns the truth value `node`.
  public static boolean bool(Node node, String what) {
    if (node instanceof Node.Bool(boolean value)) {
      return value;
    }
    throw refusal(what, "a truth value", node);
  }

  /// Returns the text `node`, of at most `maxLength` UTF-16 units.
  public static String text(Node node, String what, int maxLength) {
    if (node instanceof Node.Text(String value) && value.length() <= maxLength) {
      return value;
    }
    throw refusal(what, "a text of at most %d characters".formatted(maxLength), node);
  }

  /// Returns the byte string `node`, of `minSize` to `maxSize` bytes.
  public static Bytes bytes(Node node, String what, int minSize, int maxSize) {
    if (node instanceof Node.Binary(Bytes value)
        && value.size() >= minSize
        && value.size() <= maxSize) {
      return value;
    }
    throw refusal(what, "%d to %d bytes".formatted(minSize, maxSize), node);
  }

  /// Returns the target of the link `node`.
  public static Cid link(Node node, String what) {
    if (node instanceof Node.Link link) {
      return link.target();
    }
    throw refusal(what, "a link", node);
  }

  /// Returns the values of the list `node`, at most `maxSize`.
  public static List<Node> list(Node node, String what, int maxSize) {
    if (node instanceof Node.List(List<Node> values) && values.size() <= maxSize) {
      return values;
    }
    throw refusal(what, "a list of at most %d".formatted(maxSize), node);
  }

  /// Returns the values of the list `node`, which are exactly `size`: a tuple.
  public static List<Node> tuple(Node node, String what, int size) {
    if (node instanceof Node.List(List<Node> values) && values.size() == size) {
      return values;
    }
    throw refusal(what, "a list of %d".formatted(size), node);
  }

  /// Returns a reader of the map `node`.
  public static MapReader map(Node node, String what) {
    if (node instanceof Node.Dictionary map) {
      return new MapReader(map, what);
    }
    throw refusal(what, "a map", node);
  }

  private static DagCborException refusal(String what, String due, Node found) {
    return new DagCborException("%s: %s is due, not %s".formatted(what, due, describe(found)));
  }

  private static String describe(Node node) {
    return switch (node) {
      case Node.Null _ -> "null";
      case Node.Bool(boolean value) -> Boolean.toString(value);
      case Node.Int(long value) -> Long.toString(value);
      case Node.BigInt big -> big.value().toString();
      case Node.Floating(double value) -> Double.toString(value);
      case Node.Text(String value) -> "a text of %d characters".formatted(value.length());
      case Node.Binary(Bytes value) -> "%d bytes".formatted(value.size());
      case Node.List(List<Node> values) -> "a list of %d".formatted(values.size());
      case Node.Dictionary map -> "a map of %d".formatted(map.entries().size());
      case Node.Link _ -> "a link";
    };
  }
}
