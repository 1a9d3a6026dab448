package org.acequia.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Bodies;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.Facet;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.Term;
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

/// One device, delegate of a charter of its own, that writes the same records in every run: signed,
/// chained, a millisecond apart.
final class Scribe {

  /// 2026-01-01.
  static final long START_MS = 1_767_225_600_000L;

  private static final int SIGNATURE_END = 3 + 64;
  private static final int ID_BYTES = 16;

  private final SigningKey key;
  private final Record genesis;
  private final Map<SetId, Record> last = new HashMap<>();
  private final Map<Cid, Bytes> bodies = new HashMap<>();
  private long nowMs = START_MS;

  Scribe(long seed) {
    this.key = SigningKey.ofSeed(Noise.bytes(seed, SigningKey.SEED_SIZE_BYTES));
    CharterContent charter =
        new CharterContent(
            "Measured", List.of(key.key()), 1, id(seed), List.of(), Optional.empty());
    this.genesis = sign(Optional.empty(), Draft.genesis(charter));
  }

  Record genesis() {
    return genesis;
  }

  CommunityId community() {
    return genesis.community();
  }

  DeviceKey device() {
    return key.key();
  }

  SetRef governance() {
    return new SetRef(community(), SetId.GOVERNANCE);
  }

  SetRef set(long number) {
    return new SetRef(community(), new SetId(id(number)));
  }

  /// Goes on as if this were the time.
  void at(long millis) {
    nowMs = millis;
  }

  /// Writes a description. Its body is [#bodyOf(Record)].
  Record describe(SetRef set, long item, String title) {
    Description description =
        Description.of(Map.of(Term.TITLE, List.of(new LangText("en", title))));
    return write(set, item, Facet.DESCRIPTION, Bodies.write(description, Optional.empty()));
  }

  /// Writes that an item has one file. Its body is [#bodyOf(Record)].
  Record attach(SetRef set, long item, Cid blob, long sizeBytes) {
    MediaFile file =
        new MediaFile(blob, sizeBytes, "photograph-%d.jpg".formatted(item), "image/jpeg");
    return write(set, item, Facet.MEDIA, Bodies.writeFiles(List.of(file), Optional.empty()));
  }

  private Record write(SetRef set, long item, Facet facet, Node content) {
    Bytes body = new Body(id(nowMs), content).encode();
    bodies.put(Cid.of(Codec.DAG_CBOR, body.toArray()), body);
    Slot slot = facet.of(new ItemId(id(item)));
    return sign(Optional.of(community()), Draft.rec(set.set(), slot, List.of(), Body.ref(body)));
  }

  Map<Cid, Bytes> bodyOf(Record record) {
    Map<Cid, Bytes> named = new HashMap<>();
    record
        .payload()
        .body()
        .ifPresent(body ->
            Optional.ofNullable(bodies.get(body.cid())).ifPresent(it -> named.put(body.cid(), it)));
    return named;
  }

  private Record sign(Optional<CommunityId> community, Draft draft) {
    Optional<Record> previous = Optional.ofNullable(last.get(draft.set()));
    Optional<RecordId> previousId = previous.map(Record::id);
    long sequence = previous.map(record -> record.payload().author().sequence()).orElse(0L) + 1;
    Authorship author = new Authorship(key.key(), sequence, previousId, Optional.empty(), 0);
    Record record = RecordCodec.sign(draft.by(community, author, Hlc.ofMillis(nowMs++), 0), key);
    last.put(draft.set(), record);
    return record;
  }

  /// Returns what was signed: the domain, and the payload as it stands in the record.
  static byte[] signedMessage(Record record) {
    byte[] domain = "acequia/record/1".getBytes(US_ASCII);
    byte[] payload = record.bytes().slice(SIGNATURE_END, record.bytes().size()).toArray();
    return ByteBuffer.allocate(domain.length + payload.length).put(domain).put(payload).array();
  }

  static Bytes id(long number) {
    byte[] of = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return Bytes.of(Sha256.of(of).toBytes()).slice(0, ID_BYTES);
  }
}
