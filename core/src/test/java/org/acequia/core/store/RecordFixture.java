package org.acequia.core.store;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.Authorship;
import org.acequia.core.record.Body;
import org.acequia.core.record.CharterContent;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Hlc;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordCodec;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.SetId;
import org.acequia.core.record.SetRef;
import org.acequia.core.record.Slot;

/// One device of one community that writes records, for tests: signed, chained and each a
/// millisecond after the one before. The device is the delegate of the charter, so that every
/// record is admitted once [#genesis()] is held.
public final class RecordFixture {

  /// 2026-01-01.
  private static final long START_MS = 1_767_225_600_000L;

  private final SigningKey key;
  private final Record genesis;
  private final Map<SetId, Record> last = new HashMap<>();
  private final Map<Cid, Bytes> bodies = new HashMap<>();
  private long now = START_MS;

  /// Founds a community.
  ///
  /// @param seed another one gives another community and device
  public RecordFixture(long seed) {
    this.key = SigningKey.ofSeed(Sha256.of(bytes(seed, 0)).toBytes());
    CharterContent charter =
        new CharterContent(
            "Community %d".formatted(seed),
            List.of(key.key()),
            1,
            id(seed),
            List.of(),
            Optional.empty());
    this.genesis = sign(Optional.empty(), Draft.genesis(charter));
  }

  /// Returns the charter.
  public Record genesis() {
    return genesis;
  }

  /// Returns the community.
  public CommunityId community() {
    return genesis.community();
  }

  /// Returns the device that writes.
  public DeviceKey device() {
    return key.key();
  }

  /// Returns what the device signs with.
  public SigningKey signer() {
    return key;
  }

  /// Returns a set of the community, the same for the same number.
  public SetRef set(long number) {
    return new SetRef(community(), new SetId(id(number)));
  }

  /// Returns the slot of the description of an item, the same for the same number.
  public static Slot slot(long item) {
    return new Slot(Slot.Kind.ITEM, id(item), "description", Optional.empty());
  }

  /// Writes a description whose title is `title`. Its body is among [#bodies()].
  public Record describe(SetRef set, long item, String title, RecordId... supersedes) {
    Node content =
        Node.Dictionary.of(
            Map.of(
                "dc",
                Node.Dictionary.of(
                    Map.of(
                        "title",
                        new Node.List(
                            List.of(
                                new Node.List(
                                    List.of(new Node.Text("und"), new Node.Text(title)))))))));
    return write(set, slot(item), content, supersedes);
  }

  /// Writes a record of `slot`. Its body is among [#bodies()].
  public Record write(SetRef set, Slot slot, Node content, RecordId... supersedes) {
    Bytes body = new Body(id(now), content).encode();
    bodies.put(Cid.of(Codec.DAG_CBOR, body.toArray()), body);
    return sign(
        Optional.of(community()), Draft.rec(set.set(), slot, List.of(supersedes), Body.ref(body)));
  }

  /// Signs a draft as the next record of its set.
  public Record sign(Draft draft) {
    return sign(Optional.of(community()), draft);
  }

  private Record sign(Optional<CommunityId> community, Draft draft) {
    Optional<Record> previous = Optional.ofNullable(last.get(draft.set()));
    Authorship author =
        new Authorship(
            key.key(),
            previous.map(record -> record.payload().author().sequence()).orElse(0L) + 1,
            previous.map(Record::id),
            Optional.empty(),
            0);
    Record record = RecordCodec.sign(draft.by(community, author, Hlc.ofMillis(now++), 0), key);
    last.put(draft.set(), record);
    return record;
  }

  /// Returns the bodies of everything written.
  public Map<Cid, Bytes> bodies() {
    return Map.copyOf(bodies);
  }

  /// Returns the body of `record`.
  public Map<Cid, Bytes> bodyOf(Record record) {
    Cid cid = record.payload().body().orElseThrow().cid();
    return Map.of(cid, Optional.ofNullable(bodies.get(cid)).orElseThrow());
  }

  /// Returns 16 bytes, the same for the same number.
  public static Bytes id(long number) {
    return Bytes.of(Sha256.of(bytes(number, 1)).toBytes()).slice(0, 16);
  }

  private static byte[] bytes(long number, int use) {
    return ByteBuffer.allocate(12).putLong(number).putInt(use).array();
  }
}
