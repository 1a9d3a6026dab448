package org.acequia.replication.sync;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.SetRef;
import org.acequia.core.store.SetIndex;

/// Which sets both sides follow: each side hashes its own with a salt of its own, so that a peer
/// recognises those it follows too and learns nothing of the others.
final class SharedSets {

  private static final byte[] CONTEXT = "acequia/sync/1".getBytes(US_ASCII);

  private final Holdings holdings;
  private final Bytes ourSalt;
  private Optional<Bytes> theirSalt = Optional.empty();

  private final Map<SetRef, Integer> ourNumbers = new LinkedHashMap<>();
  private final Map<SetRef, Bytes> ourAnnounced = new HashMap<>();
  private final List<Message.Announced> announced = new ArrayList<>();
  private final Map<Bytes, SetRef> ourHashes = new HashMap<>();

  /// By the peer's numbers.
  private final Map<Integer, SharedSet> byTheirNumber = new HashMap<>();

  private final Map<SetRef, SharedSet> bySet = new LinkedHashMap<>();

  SharedSets(Holdings holdings, Bytes ourSalt) {
    this.holdings = holdings;
    this.ourSalt = ourSalt;
  }

  /// Returns what is to be announced of the sets that were not announced yet.
  List<Message.Announced> announceNew() {
    List<Message.Announced> fresh = new ArrayList<>();
    for (SetRef set : holdings.followedSets()) {
      if (ourNumbers.size() < MessageCodec.SETS_MAX && !ourNumbers.containsKey(set)) {
        ourNumbers.put(set, ourNumbers.size());
        SetIndex ours = holdings.snapshot(set);
        Bytes fingerprint = Fingerprint.of(ours);
        ourAnnounced.put(set, fingerprint);
        fresh.add(new Message.Announced(hash(ourSalt, set), ours.size(), fingerprint));
        theirSalt.ifPresent(salt -> ourHashes.put(hash(salt, set), set));
      }
    }
    return fresh;
  }

  /// Learns the peer's salt.
  void greet(Bytes salt) throws HostileMessageException {
    if (theirSalt.isPresent() || salt.equals(ourSalt)) {
      throw new HostileMessageException("A second greeting, or our own");
    }
    theirSalt = Optional.of(salt);
    ourNumbers.keySet().forEach(set -> ourHashes.put(hash(salt, set), set));
  }

  /// Learns more sets of the peer.
  void announcedByPeer(List<Message.Announced> sets) throws HostileMessageException {
    if (theirSalt.isEmpty() || announced.size() + sets.size() > MessageCodec.SETS_MAX) {
      throw new HostileMessageException("Too many sets, or sets before a greeting");
    }
    announced.addAll(sets);
  }

  /// Returns the sets that have come to be shared since the last call.
  List<SharedSet> matchNew() {
    List<SharedSet> fresh = new ArrayList<>();
    for (int number = 0; number < announced.size(); number++) {
      Message.Announced theirs = announced.get(number);
      SetRef set = ourHashes.get(theirs.hash());
      if (set != null && !byTheirNumber.containsKey(number) && !bySet.containsKey(set)) {
        SharedSet shared = new SharedSet(set, ourNumbers.getOrDefault(set, 0), theirs);
        byTheirNumber.put(number, shared);
        bySet.put(set, shared);
        fresh.add(shared);
      }
    }
    return fresh;
  }

  /// Returns the set that the peer calls `number`, if it is shared.
  Optional<SharedSet> theirs(int number) throws HostileMessageException {
    if (number >= announced.size()) {
      throw new HostileMessageException("Speaks of set %d before announcing it".formatted(number));
    }
    return Optional.ofNullable(byTheirNumber.get(number));
  }

  Optional<SharedSet> of(SetRef set) {
    return Optional.ofNullable(bySet.get(set));
  }

  /// Returns the fingerprint that was announced of `set`.
  Bytes announcedOf(SetRef set) {
    return Objects.requireNonNull(ourAnnounced.get(set));
  }

  boolean isAnnounced(SetRef set) {
    return ourNumbers.containsKey(set);
  }

  Collection<SharedSet> all() {
    return bySet.values();
  }

  private static Bytes hash(Bytes salt, SetRef set) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(CONTEXT);
    hasher.update(salt.toArray());
    hasher.update(set.community().value().toBytes());
    hasher.update(set.set().value().toArray());
    return Bytes.of(Arrays.copyOf(hasher.digest(), 16));
  }
}
