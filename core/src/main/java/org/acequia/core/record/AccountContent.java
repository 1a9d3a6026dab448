package org.acequia.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;

/// What an account states: a person's name and devices (`docs/format.md`, Contents).
///
/// @param name 1 to 200 characters
/// @param founder the device that made the account
/// @param nonce 16 random bytes
/// @param devices the keys that speak for it: 1 to 32
/// @param node whether it stands for a node rather than a person
public record AccountContent(
    String name, DeviceKey founder, Bytes nonce, List<DeviceKey> devices, boolean node) {

  /// The longest name.
  public static final int NAME_LENGTH_MAX = 200;

  /// The length of the nonce.
  public static final int NONCE_BYTES = 16;

  /// The most devices.
  public static final int DEVICES_MAX = 32;

  /// The facet of an account's slot.
  public static final String FACET = "account";

  private static final byte[] ID_DOMAIN = "acequia/account/1".getBytes(US_ASCII);

  /// Keeps its own copy.
  public AccountContent {
    devices = List.copyOf(devices);
  }

  /// Reads the content of an account.
  ///
  /// @throws MalformedRecordException naming the field that is wrong
  public static AccountContent fromNode(Node node) {
    Fields fields = new Fields("account", node);
    AccountContent content =
        new AccountContent(
            fields.text("name", NAME_LENGTH_MAX),
            fields.key("founder"),
            fields.bytes("nonce", NONCE_BYTES, NONCE_BYTES),
            fields.keys("devices", 1, DEVICES_MAX),
            fields.optional("node", fields::bool).orElse(false));
    if (fields.has("node") && !content.node) {
      throw new MalformedRecordException("account.node: true, or not there");
    }
    fields.end();
    return content;
  }

  /// Returns the content as it stands in a record.
  public Node toNode() {
    Map<String, Node> map = new LinkedHashMap<>();
    map.put("name", new Node.Text(name));
    map.put("founder", new Node.Binary(founder.value()));
    map.put("nonce", new Node.Binary(nonce));
    map.put("devices", CharterContent.keyList(devices));
    if (node) {
      map.put("node", new Node.Bool(true));
    }
    return Node.Dictionary.of(map);
  }

  /// Returns the account's id: the first 16 bytes of SHA-256("acequia/account/1" || founder ||
  /// nonce), which nobody can claim for other devices.
  public AccountId id() {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(ID_DOMAIN);
    hasher.update(founder.value().toArray());
    hasher.update(nonce.toArray());
    return new AccountId(Bytes.of(Arrays.copyOf(hasher.digest(), AccountId.SIZE_BYTES)));
  }

  /// Returns the slot in which the account is stated.
  public Slot slot() {
    return new Slot(Slot.Kind.ACCOUNT, id().value(), FACET, Optional.empty());
  }
}
