package org.acequia.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.SigningKey;

/// A small community whose keys come from numbers, so that every run signs the same bytes.
public final class TestCommunity {

  /// A moment in 2026, in milliseconds.
  public static final long NOON_MS = 1_770_000_000_000L;

  private final Device founder = new Device(key(1), Optional.empty());
  private final Record genesis;
  private final List<Record> records = new ArrayList<>();

  /// Founds the community: one delegate, key 1.
  public TestCommunity() {
    Payload payload =
        Draft.genesis(charter(founder.key()))
            .by(
                Optional.empty(),
                new Authorship(founder.key(), 1, Optional.empty(), Optional.empty(), 0),
                Hlc.ofMillis(NOON_MS),
                3);
    genesis = RecordCodec.sign(payload, founder.signer);
    founder.last.put(SetId.GOVERNANCE, genesis);
    records.add(genesis);
  }

  /// Returns a charter with one delegate.
  public static CharterContent charter(DeviceKey... delegates) {
    return new CharterContent(
        "Radio Quinta", List.of(delegates), 1, id(7), List.of(), Optional.empty());
  }

  /// Returns the key pair of a number.
  public static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    seed[0] = (byte) number;
    seed[1] = (byte) (number >> 8);
    return SigningKey.ofSeed(seed);
  }

  /// Returns 16 bytes, all the same.
  public static Bytes id(int number) {
    byte[] id = new byte[16];
    Arrays.fill(id, (byte) number);
    return Bytes.of(id);
  }

  /// Returns the id of the community.
  public CommunityId id() {
    return new CommunityId(genesis.id().value());
  }

  /// Returns the first charter.
  public Record genesis() {
    return genesis;
  }

  /// Returns the delegate's device.
  public Device founder() {
    return founder;
  }

  /// Returns a device with a capability from the founder, which the community knows.
  public Device device(int number, Role role) {
    Record capability =
        founder.state(Draft.capability(Grant.everywhere(key(number).key(), role)), NOON_MS);
    records.add(capability);
    return new Device(key(number), Optional.of(capability.id()));
  }

  /// Returns a device that names `capability` as its authority.
  public Device deviceWith(int number, Optional<RecordId> capability) {
    return new Device(key(number), capability);
  }

  /// Makes governance records known.
  public void know(Record... more) {
    records.addAll(List.of(more));
  }

  /// Returns the governance records, in the order in which they came about.
  public List<Record> records() {
    return List.copyOf(records);
  }

  /// Returns the view of all that is known.
  public Governance governance() {
    return Governance.of(id(), records);
  }

  /// A device that numbers what it states.
  public final class Device {

    private final SigningKey signer;
    private final Optional<RecordId> capability;
    private final Map<SetId, Record> last = new HashMap<>();

    private Device(SigningKey signer, Optional<RecordId> capability) {
      this.signer = signer;
      this.capability = capability;
    }

    /// Returns its key.
    public DeviceKey key() {
      return signer.key();
    }

    /// Signs `draft` as the next record of its set.
    public Record state(Draft draft, long millis) {
      Optional<Record> previous = Optional.ofNullable(last.get(draft.set()));
      long sequence = previous.map(record -> record.payload().author().sequence() + 1).orElse(1L);
      Record record = stateAt(sequence, previous.map(Record::id), draft, millis);
      last.put(draft.set(), record);
      return record;
    }

    /// Signs `draft` at a place of its choice.
    public Record stateAt(long sequence, Optional<RecordId> previous, Draft draft, long millis) {
      Authorship author = new Authorship(key(), sequence, previous, capability, 0);
      return RecordCodec.sign(draft.by(Optional.of(id()), author, Hlc.ofMillis(millis), 2), signer);
    }
  }
}
