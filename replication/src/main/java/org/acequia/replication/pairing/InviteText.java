package org.acequia.replication.pairing;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.dagcbor.Shape;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;
import org.acequia.replication.pairing.Invite.Fault;
import org.acequia.replication.pairing.Invite.Reading;
import org.acequia.replication.wire.Multiaddr;

/// The text form of invites: `acequia1:`, then the base32 form (lower case, no padding) of a
/// DAG-CBOR map.
final class InviteText {

  /// The longest text that is looked at, in UTF-16 units.
  static final int LENGTH_MAX = 8_000;

  private static final String PREFIX = "acequia1:";
  private static final String ANY_VERSION = "acequia[0-9]{1,9}:.*";
  private static final int VERSION = 1;
  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(LENGTH_MAX * 5 / 8, 3, false);

  private InviteText() {}

  static String write(Invite invite) {
    Node.Dictionary map =
        new MapBuilder()
            .put("v", VERSION)
            .put("p", invite.peer().multihash())
            .put("a", invite.addresses(), address -> new Node.Text(address.toString()))
            .put("s", Bytes.of(invite.key().toSeed()))
            .put("c", invite.community().value())
            .put("n", invite.name())
            .put("x", invite.expires().toEpochMilli())
            .put("cap", invite.capability().value())
            .build();
    return PREFIX + Base32.encode(DagCbor.encode(map));
  }

  static Reading read(String pasted, Instant now) {
    if (pasted.length() > LENGTH_MAX) {
      return new Reading.Unusable(Fault.NOT_AN_INVITE);
    }
    String text = pasted.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (!text.startsWith(PREFIX)) {
      return new Reading.Unusable(
          text.matches(ANY_VERSION) ? Fault.NEWER_VERSION : Fault.NOT_AN_INVITE);
    }
    try {
      String digits = text.substring(PREFIX.length());
      Node node = DagCbor.decode(Base32.decode(digits, digits.length() * 5 / 8), LIMITS);
      return fromNode(node, now);
    } catch (IllegalArgumentException | DagCborException e) {
      return new Reading.Unusable(Fault.DAMAGED);
    }
  }

  private static Reading fromNode(Node node, Instant now) {
    MapReader fields = MapReader.of(node, "invite");
    if (fields.integer("v", 0, Integer.MAX_VALUE) != VERSION) {
      return new Reading.Unusable(Fault.NEWER_VERSION);
    }
    Invite invite =
        new Invite(
            new PeerId(fields.bytes("p", PeerId.SIZE_BYTES)),
            addresses(fields),
            SigningKey.ofSeed(fields.bytes("s", SigningKey.SEED_SIZE_BYTES).toArray()),
            new CommunityId(fields.link("c")),
            fields.text("n", Invite.NAME_LENGTH_MAX),
            Instant.ofEpochMilli(fields.integer("x", 0, 1L << 48)),
            new RecordId(fields.link("cap")));
    fields.end();
    return invite.isExpired(now) ? new Reading.Unusable(Fault.EXPIRED) : new Reading.Usable(invite);
  }

  private static List<Multiaddr> addresses(MapReader fields) {
    return fields.list(
        "a",
        Invite.ADDRESSES_MAX,
        node -> Multiaddr.parse(Shape.text(node, "invite.a", Multiaddr.MAX_BYTES)));
  }
}
