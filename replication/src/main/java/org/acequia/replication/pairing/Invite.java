package org.acequia.replication.pairing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;
import org.acequia.replication.wire.Multiaddr;

/// What one node hands to another that shall become its neighbour: usable once, and until it
/// expires. Whoever holds it may use it, so it is handed on like a key.
///
/// @param peer the node that gave it
/// @param addresses where that node listens: at most [#ADDRESSES_MAX]
/// @param key made for this invite alone; the secret half is in the text
/// @param community into which it invites
/// @param name of the community: 1 to [#NAME_LENGTH_MAX] characters
/// @param expires after this it is refused; to the millisecond
/// @param capability the record that lets `key` write, and grant writing
public record Invite(
    PeerId peer,
    List<Multiaddr> addresses,
    SigningKey key,
    CommunityId community,
    String name,
    Instant expires,
    RecordId capability) {

  /// How long an invite lasts if nothing else is said.
  public static final Duration LIFETIME = Duration.ofDays(7);

  /// The most addresses in an invite.
  public static final int ADDRESSES_MAX = 8;

  /// The longest name of a community.
  public static final int NAME_LENGTH_MAX = 200;

  /// Keeps its own copy of the addresses.
  ///
  /// @throws IllegalArgumentException if there are too many, or the name is too long or empty
  public Invite {
    addresses = List.copyOf(addresses);
    if (addresses.size() > ADDRESSES_MAX) {
      throw new IllegalArgumentException("An invite with %d addresses".formatted(addresses.size()));
    }
    if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("An invite without a proper name of the community");
    }
  }

  /// Makes the key of a new invite.
  public static SigningKey newKey(SecureRandom random) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    return SigningKey.ofSeed(seed);
  }

  /// Tells whether its time is over.
  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }

  /// Returns the text to hand on: `acequia1:…`.
  public String text() {
    return InviteText.write(this);
  }

  /// Reads a text as a person pasted it: spaces, line breaks and case do not matter.
  public static Reading read(String text, Instant now) {
    return InviteText.read(text, now);
  }

  /// Shows nothing that is secret.
  @Override
  public String toString() {
    return "Invite[from %s into %s until %s]".formatted(peer, community, expires);
  }

  /// What a text turned out to be.
  public sealed interface Reading {

    /// An invite whose time is not over. Whether it was used before, only its giver knows.
    record Usable(Invite invite) implements Reading {}

    /// No invite that can be used.
    record Unusable(Fault fault) implements Reading {}
  }

  /// Why a text cannot be used as an invite.
  public enum Fault {
    /// It does not begin like one.
    NOT_AN_INVITE,
    /// It is of a version that this program does not know: the program is too old.
    NEWER_VERSION,
    /// It begins like one and is cut off or mistyped.
    DAMAGED,
    /// Its time is over.
    EXPIRED
  }
}
