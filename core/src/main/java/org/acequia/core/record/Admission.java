package org.acequia.core.record;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;

/// Decides whether a record may be stored (`docs/format.md`, Admission).
///
/// Static: signature, chain of capabilities, role and scope. Nothing that is learnt later takes an
/// admission back. `p` and `x` need not be held: records arrive in any order.
public final class Admission {

  private Admission() {}

  /// What becomes of a record.
  public sealed interface Verdict {

    /// It may be stored.
    record Admitted() implements Verdict {}

    /// It cannot be judged until these records are held.
    record Waits(Set<RecordId> missing) implements Verdict {
      /// Keeps its own copy.
      public Waits {
        missing = Set.copyOf(missing);
      }
    }

    /// It is refused for ever.
    ///
    /// @param reason for people
    record Refused(String reason) implements Verdict {}
  }

  private static final Verdict ADMITTED = new Verdict.Admitted();

  /// Verifies the record's signature and judges it by the governance records held.
  public static Verdict judge(Record record, Governance governance) {
    return RecordCodec.verify(record)
        ? judgeVerified(record, governance)
        : new Verdict.Refused("its signature is not by the device that it names");
  }

  /// Judges a record whose signature was verified before.
  public static Verdict judgeVerified(Record record, Governance governance) {
    if (!record.community().equals(governance.community())) {
      return new Verdict.Refused("it belongs to another community");
    }
    try {
      if (record.isGenesis()) {
        CharterContent charter = CharterContent.fromNode(content(record));
        return charter.delegates().contains(author(record))
            ? ADMITTED
            : new Verdict.Refused("a charter must be signed by one of its delegates");
      }
      return switch (governance.chain(record.payload().author())) {
        case Governance.Chain.Missing(Set<RecordId> missing) -> new Verdict.Waits(missing);
        case Governance.Chain.Broken(String reason) -> new Verdict.Refused(reason);
        case Governance.Chain.Held(Authority authority) -> judge(record, authority, governance);
      };
    } catch (MalformedRecordException e) {
      return new Verdict.Refused(e.reason());
    }
  }

  private static Verdict judge(Record record, Authority authority, Governance governance) {
    SetId set = record.payload().set();
    return switch (record.payload().type()) {
      case REC, TOMB -> needs(Role.WRITE, authority, target(record));
      case KEYRING, PLEDGE, RECEIPT -> needs(Role.WRITE, authority, set);
      case ACCT -> account(record, authority);
      case CAP -> {
        requireGovernance(record);
        authority.grant(Grant.fromNode(content(record)));
        yield ADMITTED;
      }
      case TAKEDOWN -> {
        requireGovernance(record);
        yield needsAnywhere(Role.MODERATE, authority);
      }
      case REVOKE -> revocation(record, authority, governance);
      case CHARTER -> {
        requireGovernance(record);
        CharterContent.fromNode(content(record));
        yield byDelegateOf(record, onlyTarget(record), governance);
      }
      case SIGN -> {
        requireGovernance(record);
        yield signature(record, governance);
      }
    };
  }

  /// A collection's own description stands in the governance set, but concerns the collection's.
  private static SetId target(Record record) {
    return record
        .payload()
        .slot()
        .filter(slot -> slot.kind() == Slot.Kind.COLLECTION)
        .map(slot -> new SetId(slot.subject()))
        .orElse(record.payload().set());
  }

  private static Verdict needs(Role role, Authority authority, SetId set) {
    if (!authority.scope().covers(set)) {
      return new Verdict.Refused("its capability does not hold in this set");
    }
    return needsAnywhere(role, authority);
  }

  private static Verdict needsAnywhere(Role role, Authority authority) {
    return authority.role().includes(role)
        ? ADMITTED
        : new Verdict.Refused(
            "it takes the role %s, and its capability gives %s"
                .formatted(role.code(), authority.role().code()));
  }

  private static Verdict account(Record record, Authority authority) {
    AccountContent account = AccountContent.fromNode(content(record));
    return record.payload().slot().equals(Optional.of(account.slot()))
        ? needsAnywhere(Role.WRITE, authority)
        : new Verdict.Refused("the account's id is not the one of its founder and nonce");
  }

  /// Whoever stands in the chain of a capability, from the charter down to its issuer, may take it
  /// back; so may every delegate.
  private static Verdict revocation(Record record, Authority authority, Governance governance) {
    requireGovernance(record);
    RecordId target = new Fields("revocation", content(record)).recordLink("cap");
    return switch (governance.chainOf(target)) {
      case Governance.Chain.Missing(Set<RecordId> missing) -> new Verdict.Waits(missing);
      case Governance.Chain.Broken(String reason) -> new Verdict.Refused(reason);
      case Governance.Chain.Held(Authority revoked) ->
          authority.issuers().isEmpty() || revoked.issuers().contains(author(record))
              ? ADMITTED
              : new Verdict.Refused(
                  "only who granted a capability, or stands above in its chain, revokes it");
    };
  }

  /// A next charter names the one before it, and a counter-signature the charter it signs, in `x`.
  private static RecordId onlyTarget(Record record) {
    List<RecordId> targets = record.payload().supersedes();
    if (targets.size() != 1) {
      throw new MalformedRecordException("record.x: must name one charter");
    }
    return targets.getFirst();
  }

  private static Verdict signature(Record record, Governance governance) {
    RecordId ballot = onlyTarget(record);
    Optional<Record> charter = governance.find(ballot);
    if (charter.isEmpty()) {
      return new Verdict.Waits(Set.of(ballot));
    }
    Collection<RecordId> predecessor = charter.get().payload().supersedes();
    return predecessor.size() == 1
        ? byDelegateOf(record, predecessor.iterator().next(), governance)
        : new Verdict.Refused("what it signs is no next charter");
  }

  private static Verdict byDelegateOf(Record record, RecordId charter, Governance governance) {
    Optional<Record> held = governance.find(charter);
    if (held.isEmpty()) {
      return new Verdict.Waits(Set.of(charter));
    }
    return held.get().payload().type() == RecordType.CHARTER
            && CharterContent.fromNode(content(held.get())).delegates().contains(author(record))
        ? ADMITTED
        : new Verdict.Refused("it takes a delegate of the charter before");
  }

  private static void requireGovernance(Record record) {
    if (!record.payload().set().equals(SetId.GOVERNANCE)) {
      throw new MalformedRecordException("record.k: it belongs into the governance set");
    }
  }

  private static Node content(Record record) {
    return record
        .payload()
        .content()
        .orElseThrow(() -> new MalformedRecordException("record.m: missing"));
  }

  private static DeviceKey author(Record record) {
    return record.payload().author().device();
  }
}
