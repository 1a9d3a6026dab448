package org.acequia.core.record;

import java.util.List;
import java.util.Optional;
import org.acequia.core.dagcbor.Node;

/// What somebody wants to state, before it has an author, a place in a sequence and a time.
///
/// @param type `ty`
/// @param set `k`
/// @param slot `s`
/// @param supersedes `x`
/// @param body `b` and `n`
/// @param content `m`
public record Draft(
    RecordType type,
    SetId set,
    Optional<Slot> slot,
    List<RecordId> supersedes,
    Optional<BodyRef> body,
    Optional<Node> content) {

  /// Keeps its own copy.
  public Draft {
    supersedes = List.copyOf(supersedes);
  }

  /// Returns a statement of a slot's content.
  public static Draft rec(SetId set, Slot slot, List<RecordId> supersedes, BodyRef body) {
    return new Draft(
        RecordType.REC, set, Optional.of(slot), supersedes, Optional.of(body), Optional.empty());
  }

  /// Returns a statement that a slot's content has gone away.
  ///
  /// @param supersedes the heads that its author has seen
  public static Draft tomb(SetId set, Slot slot, List<RecordId> supersedes) {
    return new Draft(
        RecordType.TOMB, set, Optional.of(slot), supersedes, Optional.empty(), Optional.empty());
  }

  /// Returns a statement of an account.
  public static Draft account(AccountContent account, List<RecordId> supersedes) {
    return new Draft(
        RecordType.ACCT,
        SetId.GOVERNANCE,
        Optional.of(account.slot()),
        supersedes,
        Optional.empty(),
        Optional.of(account.toNode()));
  }

  /// Returns a capability.
  public static Draft capability(Grant grant) {
    return governance(RecordType.CAP, List.of(), grant.toNode());
  }

  /// Returns a community's first charter.
  public static Draft genesis(CharterContent charter) {
    return governance(RecordType.CHARTER, List.of(), charter.toNode());
  }

  /// Returns a statement without a slot in the governance set.
  public static Draft governance(RecordType type, List<RecordId> supersedes, Node content) {
    return new Draft(
        type,
        SetId.GOVERNANCE,
        Optional.empty(),
        supersedes,
        Optional.empty(),
        Optional.of(content));
  }

  /// Returns what the author signs.
  ///
  /// @param community absent for the first charter alone
  /// @param timeQuality 0 (unknown) to 3 (synchronised)
  public Payload by(Optional<CommunityId> community, Authorship author, Hlc time, int timeQuality) {
    return new Payload(
        type,
        community,
        set,
        slot,
        author,
        supersedes,
        time,
        timeQuality,
        body,
        Optional.empty(),
        content);
  }
}
