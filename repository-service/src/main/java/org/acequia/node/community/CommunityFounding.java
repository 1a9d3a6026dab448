package org.acequia.node.community;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.Signer;
import org.acequia.core.record.AccountContent;
import org.acequia.core.record.CharterContent;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Grant;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Role;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.records.Ledger;
import org.acequia.web.Founding;
import org.acequia.web.MadeNames;
import org.acequia.web.RecoverySheet;

/// Founds a community on this node, or joins one: charter, first curator, the node's own device.
///
/// The row that makes this node serve the community is written last. A founding that a crash cut
/// short leaves signed records that nobody refers to, and is begun anew.
public final class CommunityFounding implements Founding {

  private final Home home;
  private final Ledger ledger;
  private final SetupToken token;
  private final Joining joining;
  private final AuditTrail trail;
  private final SecureRandom random;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /// @param joining brings the community of an invite to this node
  public CommunityFounding(
      Home home,
      Ledger ledger,
      SetupToken token,
      Joining joining,
      AuditTrail trail,
      SecureRandom random,
      InstantSource clock) {
    this.home = home;
    this.ledger = ledger;
    this.token = token;
    this.joining = joining;
    this.trail = trail;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Optional<String> community() {
    return home.community().map(ServedCommunity::name);
  }

  @Override
  public boolean opens(String offered) {
    return home.community().isEmpty() && token.matches(offered);
  }

  @Override
  public Outcome found(String offered, String community, String curator, String password) {
    return token.matches(offered) ? found(community, curator, password) : refused();
  }

  @Override
  public Outcome join(String offered, String invite, String curator, String password) {
    return token.matches(offered) ? join(invite, curator, password) : refused();
  }

  private Outcome refused() {
    return home.community().isPresent() ? new Outcome.AlreadyDone() : new Outcome.WrongToken();
  }

  /// Founds a community for the operator, who needs no token.
  public Outcome found(String community, String curator, String password) {
    oneAtATime.lock();
    try {
      if (home.community().isPresent()) {
        return new Outcome.AlreadyDone();
      }
      if (CuratorAccounts.isReserved(curator)) {
        return new Outcome.NameTaken();
      }
      NewAccount person = NewAccount.of(curator, password, random);
      CommunityId id = ledger.found(person.key(), charter(community.strip(), person)).community();
      ledger.author(person.key(), id, List.of(person.draft()));
      RecordId granted = delegate(person.key(), id);
      return begin(new Begun(id, community.strip(), granted), person, Optional.empty());
    } finally {
      oneAtATime.unlock();
    }
  }

  /// Joins the community of an invite for the operator, who needs no token.
  public Outcome join(String invite, String curator, String password) {
    oneAtATime.lock();
    try {
      if (home.community().isPresent()) {
        return new Outcome.AlreadyDone();
      }
      if (CuratorAccounts.isReserved(curator)) {
        return new Outcome.NameTaken();
      }
      return switch (joining.join(invite)) {
        case Joining.Outcome.Refused(var fault) -> new Outcome.InviteRefused(fault);
        case Joining.Outcome.Joined joined -> {
          NewAccount person = NewAccount.of(curator, password, random);
          RecordId theirs = grant(joined.inviteKey(), joined.community(), person.key().key());
          ledger.author(person.key(), joined.community(), List.of(person.draft()));
          RecordId granted = delegate(joined.inviteKey(), joined.community());
          yield begin(
              new Begun(joined.community(), joined.name(), granted), person, Optional.of(theirs));
        }
      };
    } finally {
      oneAtATime.unlock();
    }
  }

  private record Begun(CommunityId id, String name, RecordId nodeCapability) {}

  private Outcome begin(Begun begun, NewAccount person, Optional<RecordId> capability) {
    AccountContent node =
        NewAccount.content(MadeNames.node(begun.name()), home.device(), true, random);
    ledger.author(home.device(), begun.id(), List.of(Draft.account(node, List.of())));
    home.tables().add(person.row(capability, true), clock.instant());
    trail.note(
        capability.isPresent() ? Act.COMMUNITY_JOINED : Act.COMMUNITY_FOUNDED,
        begun.id().toString(),
        person.content().name());
    home.serve(new ServedCommunity(begun.id(), begun.name(), node.id(), begun.nodeCapability()));
    return new Outcome.Done(
        new RecoverySheet(
            begun.name(), begun.id().toString(), person.content().name(), person.code().printed()));
  }

  /// The founder is the only delegate; whoever has the recovery sheet may name others.
  private CharterContent charter(String name, NewAccount founder) {
    byte[] nonce = new byte[CharterContent.NONCE_BYTES];
    random.nextBytes(nonce);
    return new CharterContent(
        name,
        List.of(founder.key().key()),
        1,
        Bytes.of(nonce),
        List.of(founder.code().charterKey().key()),
        Optional.empty());
  }

  private RecordId delegate(Signer issuer, CommunityId community) {
    return grant(issuer, community, home.device().key());
  }

  private RecordId grant(Signer issuer, CommunityId community, DeviceKey audience) {
    return ledger
        .author(
            issuer, community, List.of(Draft.capability(Grant.everywhere(audience, Role.WRITE))))
        .getFirst()
        .id();
  }
}
