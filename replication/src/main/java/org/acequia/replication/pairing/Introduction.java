package org.acequia.replication.pairing;

import java.util.List;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.dagcbor.Shape;
import org.acequia.replication.wire.Multiaddr;

/// What a node says of itself to a neighbour-to-be. Nothing of it is proven.
///
/// @param name as it calls itself: 1 to [#NAME_LENGTH_MAX] characters, none of them a control
///   character
/// @param addresses where it listens: at most [#ADDRESSES_MAX]
public record Introduction(String name, List<Multiaddr> addresses) {

  /// The longest name.
  public static final int NAME_LENGTH_MAX = 200;

  /// The most addresses.
  public static final int ADDRESSES_MAX = 16;

  /// Makes the name printable and short, and keeps the first addresses.
  public Introduction {
    String printable = name.replaceAll("\\p{Cntrl}", "\ufffd").strip();
    name =
        printable.length() > NAME_LENGTH_MAX ? printable.substring(0, NAME_LENGTH_MAX) : printable;
    name = name.isEmpty() ? "?" : name;
    addresses = addresses.stream().limit(ADDRESSES_MAX).toList();
  }

  MapBuilder put(MapBuilder map) {
    return map.put("n", name).put("a", addresses, address -> new Node.Text(address.toString()));
  }

  /// @throws IllegalArgumentException if an address cannot be read
  static Introduction read(MapReader fields) {
    return new Introduction(
        fields.text("n", NAME_LENGTH_MAX),
        fields.list(
            "a",
            ADDRESSES_MAX,
            node -> Multiaddr.parse(Shape.text(node, "pair.a", Multiaddr.MAX_BYTES))));
  }
}
