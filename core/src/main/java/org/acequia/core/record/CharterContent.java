package org.acequia.core.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;

/// What a charter states (`docs/format.md`, Contents).
///
/// @param name what the community calls itself: 1 to 200 characters
/// @param delegates who decide for it: 1 to 16 keys, who hold [Role#MANAGE] over everything
/// @param threshold how many delegates a grave decision takes: 1 to their number
/// @param nonce 16 random bytes
/// @param recovery keys that may name new delegates: at most 8
/// @param rules the community's rules in its own words: at most 20,000 characters
public record CharterContent(
    String name,
    List<DeviceKey> delegates,
    int threshold,
    Bytes nonce,
    List<DeviceKey> recovery,
    Optional<String> rules) {

  /// The longest name.
  public static final int NAME_LENGTH_MAX = 200;

  /// The most delegates.
  public static final int DELEGATES_MAX = 16;

  /// The length of the nonce.
  public static final int NONCE_BYTES = 16;

  /// The most recovery keys.
  public static final int RECOVERY_MAX = 8;

  /// The longest rules.
  public static final int RULES_LENGTH_MAX = 20_000;

  /// Keeps its own copies.
  public CharterContent {
    delegates = List.copyOf(delegates);
    recovery = List.copyOf(recovery);
  }

  /// Reads the content of a charter.
  ///
  /// @throws MalformedRecordException naming the field that is wrong
  public static CharterContent fromNode(Node node) {
    Fields fields = new Fields("charter", node);
    List<DeviceKey> delegates = fields.keys("delegates", 1, DELEGATES_MAX);
    CharterContent content =
        new CharterContent(
            fields.text("name", NAME_LENGTH_MAX),
            delegates,
            (int) fields.integer("threshold", 1, delegates.size()),
            fields.bytes("nonce", NONCE_BYTES, NONCE_BYTES),
            fields.optional("recovery", key -> fields.keys(key, 1, RECOVERY_MAX)).orElse(List.of()),
            fields.optional("rules", key -> fields.text(key, RULES_LENGTH_MAX)));
    fields.end();
    return content;
  }

  /// Returns the content as it stands in a record.
  public Node toNode() {
    Map<String, Node> map = new LinkedHashMap<>();
    map.put("name", new Node.Text(name));
    map.put("delegates", keyList(delegates));
    map.put("threshold", new Node.Int(threshold));
    map.put("nonce", new Node.Binary(nonce));
    if (!recovery.isEmpty()) {
      map.put("recovery", keyList(recovery));
    }
    rules.ifPresent(text -> map.put("rules", new Node.Text(text)));
    return Node.Dictionary.of(map);
  }

  static Node.List keyList(List<DeviceKey> keys) {
    return new Node.List(keys.stream().<Node>map(key -> new Node.Binary(key.value())).toList());
  }
}
