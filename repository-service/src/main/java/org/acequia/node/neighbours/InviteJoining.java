package org.acequia.node.neighbours;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.acequia.core.record.Record;
import org.acequia.core.store.RecordListener;
import org.acequia.node.community.Joining;
import org.acequia.node.records.RecordKeeping;
import org.acequia.replication.Replication;
import org.acequia.replication.pairing.Invite;
import org.acequia.web.InviteFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins the community of an invite: pairs, follows the community, and waits for the charter and
/// the capability of the invite.
///
/// If the link is cut while it waits, the pairing and what has arrived are kept, and the same
/// invite may be brought again.
final class InviteJoining implements Joining, RecordListener {

  /// How long the governance set may take to arrive.
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(InviteJoining.class);

  private final InvitePairing pairing;
  private final Dialler dialler;
  private final Replication replication;
  private final RecordKeeping records;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  /// Becomes a listener of `records`.
  InviteJoining(
      InvitePairing pairing,
      Dialler dialler,
      Replication replication,
      RecordKeeping records,
      InstantSource clock) {
    this.pairing = pairing;
    this.dialler = dialler;
    this.replication = replication;
    this.records = records;
    this.clock = clock;
    records.listen(this);
  }

  @Override
  public Outcome join(String text) {
    return switch (Invite.read(text, clock.instant())) {
      case Invite.Reading.Unusable(var fault) -> new Outcome.Refused(InvitePairing.faultOf(fault));
      case Invite.Reading.Usable(var invite) -> join(invite);
    };
  }

  private Outcome join(Invite invite) {
    if (pairing.pair(invite) instanceof InvitePairing.Outcome.Refused(var fault)) {
      return new Outcome.Refused(fault);
    }
    records.communities().follow(invite.community());
    // The neighbour may have opened a sync stream as soon as it knew us, which was too early for
    // this.
    replication.followsMore();
    dialler.adopt(invite.peer());
    if (await(invite)) {
      return new Outcome.Joined(invite.community(), invite.name(), invite.key());
    }
    LOG.warn(
        "Paired with {}, but the community's charter did not arrive within {} s. The pairing was kept: bring the same invite again once the link is back.",
        invite.peer(),
        PATIENCE.toSeconds());
    return new Outcome.Refused(InviteFault.CUT_OFF);
  }

  private boolean await(Invite invite) {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (!isHeld(invite) && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return isHeld(invite);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// The capability counts once its chain reaches the charter.
  private boolean isHeld(Invite invite) {
    return records
        .communities()
        .governance(invite.community())
        .flatMap(governance -> governance.authority(invite.capability()))
        .filter(authority -> authority.holder().equals(invite.key().key()))
        .isPresent();
  }

  @Override
  public void accepted(List<Record> accepted) {
    lock.lock();
    try {
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
