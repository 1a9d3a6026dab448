package org.acequia.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.Ed25519;
import org.acequia.core.identity.Signer;

/// Signs, reads and verifies records (`docs/format.md`, Records).
///
/// Reading and verifying are separate steps: reading is cheap and refuses what is malformed;
/// verifying costs a signature check and may run on many threads. Nothing read is to be believed
/// before it is verified.
public final class RecordCodec {

  private static final byte[] SIGNATURE_DOMAIN = "acequia/record/1".getBytes(US_ASCII);
  private static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE_BYTES;

  /// A list of two, and a byte string of 64: how every record begins.
  private static final byte[] HEAD = {(byte) 0x82, 0x58, SIGNATURE_BYTES};

  private static final int PAYLOAD_AT = HEAD.length + SIGNATURE_BYTES;

  private RecordCodec() {}

  /// Returns `payload` as a record signed by its author.
  ///
  /// @throws MalformedRecordException if the payload breaks a rule that [#decode(Bytes)] checks
  /// @throws IllegalArgumentException if `signer` is not the author
  public static Record sign(Payload payload, Signer signer) {
    if (!signer.key().equals(payload.author().device())) {
      throw new IllegalArgumentException("The signer is not the author that the payload names");
    }
    byte[] signed = DagCbor.encode(PayloadCodec.toNode(payload));
    byte[] signature = signer.sign(message(signed, 0));
    byte[] record = new byte[PAYLOAD_AT + signed.length];
    System.arraycopy(HEAD, 0, record, 0, HEAD.length);
    System.arraycopy(signature, 0, record, HEAD.length, SIGNATURE_BYTES);
    System.arraycopy(signed, 0, record, PAYLOAD_AT, signed.length);
    return decode(Bytes.of(record));
  }

  /// Reads a record. Its signature is not looked at.
  ///
  /// @throws MalformedRecordException with a reason for people, if `bytes` is not the one form of a
  ///   record or breaks a bound
  public static Record decode(Bytes bytes) {
    if (bytes.size() > Record.GOVERNANCE_SIZE_BYTES_MAX) {
      throw new MalformedRecordException(
          "record: %,d bytes, at most %,d fit"
              .formatted(bytes.size(), Record.GOVERNANCE_SIZE_BYTES_MAX));
    }
    if (bytes.size() <= PAYLOAD_AT || !bytes.slice(0, HEAD.length).equals(Bytes.of(HEAD))) {
      throw new MalformedRecordException("record: not [signature, payload]");
    }
    Payload payload = PayloadCodec.fromNode(read(bytes.slice(PAYLOAD_AT, bytes.size())));
    int sizeBytesMax = payload.type().sizeBytesMax();
    if (bytes.size() > sizeBytesMax) {
      throw new MalformedRecordException(
          "record: %,d bytes, at most %,d fit in one of type %s"
              .formatted(bytes.size(), sizeBytesMax, payload.type().code()));
    }
    RecordId id = new RecordId(Cid.of(Codec.DAG_CBOR, bytes.toArray()));
    return new Record(id, payload, bytes.slice(HEAD.length, PAYLOAD_AT), bytes);
  }

  private static Node read(Bytes payload) {
    try {
      return DagCbor.decode(payload.toArray(), DagCbor.Limits.RECORD);
    } catch (DagCborException e) {
      throw new MalformedRecordException("record: " + e.getMessage(), e);
    }
  }

  /// Tells whether the record was signed by the device that it names.
  public static boolean verify(Record record) {
    return Ed25519.verify(
        record.payload().author().device(),
        message(record.bytes().toArray(), PAYLOAD_AT),
        record.signature().toArray());
  }

  /// The payload as it stands in the record is its one DAG-CBOR form, so it needs no encoding anew.
  private static byte[] message(byte[] bytes, int payloadAt) {
    byte[] message = new byte[SIGNATURE_DOMAIN.length + bytes.length - payloadAt];
    System.arraycopy(SIGNATURE_DOMAIN, 0, message, 0, SIGNATURE_DOMAIN.length);
    System.arraycopy(bytes, payloadAt, message, SIGNATURE_DOMAIN.length, bytes.length - payloadAt);
    return message;
  }
}
