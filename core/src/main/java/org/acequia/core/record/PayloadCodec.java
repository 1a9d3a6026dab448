package org.acequia.core.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.Node;

/// The map that is signed, and the rules that hold within one record.
final class PayloadCodec {

  private static final long VERSION = 1;
  private static final int TYPE_LENGTH_MAX = 16;
  private static final int TIME_QUALITY_MAX = 3;
  private static final long TIME_MAX = (1L << 62) - 1;

  private PayloadCodec() {}

  static Node toNode(Payload payload) {
    Map<String, Node> map = new LinkedHashMap<>();
    map.put("v", new Node.Int(VERSION));
    map.put("ty", new Node.Text(payload.type().code()));
    payload.community().ifPresent(id -> map.put("c", new Node.Link(id.value())));
    map.put("k", new Node.Binary(payload.set().value()));
    payload.slot().ifPresent(slot -> map.put("s", new Node.Binary(slot.encode())));
    Authorship author = payload.author();
    map.put("a", new Node.Binary(author.device().value()));
    map.put("q", new Node.Int(author.sequence()));
    author.previous().ifPresent(id -> map.put("p", new Node.Link(id.value())));
    if (!payload.supersedes().isEmpty()) {
      map.put(
          "x",
          new Node.List(
              payload.supersedes().stream()
                  .distinct()
                  .sorted()
                  .<Node>map(id -> new Node.Link(id.value()))
                  .toList()));
    }
    map.put("t", new Node.Int(payload.time().value()));
    map.put("tq", new Node.Int(payload.timeQuality()));
    map.put("g", new Node.Int(author.epoch()));
    author.capability().ifPresent(id -> map.put("cap", new Node.Link(id.value())));
    payload
        .body()
        .ifPresentOrElse(
            body -> {
              map.put("b", new Node.Link(body.cid()));
              map.put("n", new Node.Int(body.sizeBytes()));
            },
            () -> {
              if (payload.type() == RecordType.TOMB) {
                map.put("b", new Node.Null());
              }
            });
    payload.keyId().ifPresent(id -> map.put("e", new Node.Binary(id)));
    payload.content().ifPresent(content -> map.put("m", content));
    return Node.Dictionary.of(map);
  }

  static Payload fromNode(Node node) {
    Fields fields = new Fields("record", node);
    fields.integer("v", VERSION, VERSION);
    RecordType type =
        RecordType.of(fields.text("ty", TYPE_LENGTH_MAX))
            .orElseThrow(() -> new MalformedRecordException("record.ty: no type is called so"));
    Payload payload =
        new Payload(
            type,
            fields.optional("c", fields::recordLink).map(id -> new CommunityId(id.value())),
            new SetId(fields.bytes("k", SetId.SIZE_BYTES, SetId.SIZE_BYTES)),
            fields.optional("s", key -> Slot.decode(fields.bytes(key, 1, Slot.SIZE_BYTES_MAX))),
            author(fields),
            fields.optional("x", key -> supersedes(fields, key)).orElse(List.of()),
            new Hlc(fields.integer("t", 0, TIME_MAX)),
            (int) fields.integer("tq", 0, TIME_QUALITY_MAX),
            body(type, fields),
            fields.optional("e", key -> fields.bytes(key, 1, Payload.KEY_ID_BYTES_MAX)),
            fields.optional("m", fields::node));
    fields.end();
    check(payload);
    return payload;
  }

  private static Authorship author(Fields fields) {
    return new Authorship(
        fields.key("a"),
        fields.integer("q", 1, Long.MAX_VALUE),
        fields.optional("p", fields::recordLink),
        fields.optional("cap", fields::recordLink),
        fields.integer("g", 0, Long.MAX_VALUE));
  }

  private static List<RecordId> supersedes(Fields fields, String key) {
    List<RecordId> ids = new ArrayList<>();
    for (Node node : fields.list(key, 1, Payload.SUPERSEDES_MAX)) {
      RecordId id = Fields.recordId("record.x", node);
      if (!ids.isEmpty() && ids.getLast().compareTo(id) >= 0) {
        throw new MalformedRecordException("record.x: not in ascending order");
      }
      ids.add(id);
    }
    return ids;
  }

  private static Optional<BodyRef> body(RecordType type, Fields fields) {
    if (type == RecordType.REC) {
      Cid cid = fields.link("b");
      if (cid.codec() != Codec.DAG_CBOR) {
        throw new MalformedRecordException("record.b: not the name of a body");
      }
      return Optional.of(new BodyRef(cid, (int) fields.integer("n", 1, Body.SIZE_BYTES_MAX)));
    }
    if (type == RecordType.TOMB && !(fields.node("b") instanceof Node.Null)) {
      throw new MalformedRecordException("record.b: a tombstone has no body");
    }
    return Optional.empty();
  }

  private static void check(Payload payload) {
    RecordType type = payload.type();
    require((payload.author().sequence() == 1) == payload.author().previous().isEmpty(), "p");
    require(payload.slot().isPresent() == type.hasSlot(), "s");
    require(payload.content().isPresent() == type.hasContent(), "m");
    require(payload.keyId().isEmpty() || type == RecordType.REC, "e");
    if (payload.community().isEmpty()) {
      require(type == RecordType.CHARTER, "c");
      require(payload.set().equals(SetId.GOVERNANCE), "k");
      require(payload.author().sequence() == 1, "q");
      require(payload.author().capability().isEmpty(), "cap");
      require(payload.supersedes().isEmpty(), "x");
    }
    payload.slot().ifPresent(slot -> checkSlot(type, payload.set(), slot));
  }

  private static void checkSlot(RecordType type, SetId set, Slot slot) {
    boolean governance = set.equals(SetId.GOVERNANCE);
    require((type == RecordType.ACCT) == (slot.kind() == Slot.Kind.ACCOUNT), "s");
    switch (slot.kind()) {
      case ITEM -> require(!governance, "k");
      case COLLECTION -> require(governance, "k");
      case ACCOUNT ->
          require(
              governance && slot.facet().equals(AccountContent.FACET) && slot.account().isEmpty(),
              "s");
      case VOCABULARY -> {}
    }
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw new MalformedRecordException(
          "record.%s: missing, not allowed here, or at odds with the other fields"
              .formatted(field));
    }
  }
}
