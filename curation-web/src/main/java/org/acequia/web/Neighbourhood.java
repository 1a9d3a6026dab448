package org.acequia.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;

/// The nodes that this one is paired with, and what each of them holds.
public interface Neighbourhood {

  /// The longest text of an invite that is looked at, in UTF-16 units.
  int INVITE_LENGTH_MAX = 8_000;

  /// Returns what neighbours see of this node.
  Self self();

  /// Returns the neighbours, by name.
  List<Neighbour> neighbours();

  /// Returns how many copies there are of the files of each collection, as far as this node knows.
  List<CopiesOf> copies();

  /// Makes an invite, usable once.
  Invitation invite(Author by);

  /// Pairs with the node that gave an invite.
  ///
  /// @param invite as it was pasted
  Acceptance accept(Author by, String invite);

  /// Ends a pairing on this side, for a steward or the operator: nothing is sent or fetched any
  /// more, and the connection is closed. What came from the neighbour stays.
  ///
  /// @param peerId base58btc
  /// @return whether it was a neighbour's
  boolean remove(String peerId);

  /// This node.
  ///
  /// @param peerId base58btc
  /// @param addresses multiaddrs at which it listens
  record Self(String peerId, List<String> addresses) {

    /// Keeps its own copy.
    public Self {
      addresses = List.copyOf(addresses);
    }
  }

  /// A paired node.
  ///
  /// @param name as it calls itself
  /// @param peerId base58btc
  /// @param connected whether a connection stands now
  /// @param lastSeen when one last stood; empty if there never was one
  /// @param toCome what it has and this node has not yet
  /// @param toGo what this node has and it has not yet
  /// @param here what this node holds of what both follow
  /// @param there what it holds of that, as it last said: within half a minute, while connected
  /// @param bytesIn bytes on the wire from it, since it connected
  /// @param bytesOut bytes on the wire to it, since it connected
  record Neighbour(
      String name,
      String peerId,
      boolean connected,
      Optional<Instant> lastSeen,
      Pending toCome,
      Pending toGo,
      Pending here,
      Pending there,
      long bytesIn,
      long bytesOut) {}

  /// What is to be carried over, or was, as far as is known.
  ///
  /// @param records records and their bodies
  /// @param files blobs
  /// @param sizeBytes of the blobs
  record Pending(long records, long files, long sizeBytes) {

    /// Nothing.
    public static final Pending NONE = new Pending(0, 0, 0);

    /// Tells whether both sides are level.
    public boolean none() {
      return records == 0 && files == 0;
    }
  }

  /// How widely a collection's files are held.
  ///
  /// @param collection the collection
  /// @param files how many there are
  /// @param filesHere how many of them this node holds
  /// @param filesByCopies how many files have how many copies, this node's own included
  record CopiesOf(
      CollectionId collection,
      long files,
      long filesHere,
      SortedMap<Integer, Long> filesByCopies) {}

  /// An answer to a wish to invite.
  sealed interface Invitation {
    /// An invite to hand on, by whatever way.
    record Ready(String text, Instant expires) implements Invitation {}

    /// Whoever asked may not invite.
    record Forbidden() implements Invitation {}
  }

  /// How pairing ended. Only [Paired] left anything behind.
  sealed interface Acceptance {
    /// The nodes know each other now.
    record Paired(String name) implements Acceptance {}

    /// They do not.
    record Refused(InviteFault fault) implements Acceptance {}
  }
}
