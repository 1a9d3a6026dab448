package org.acequia.node.community;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.acequia.core.archive.Author;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Grant;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Role;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.Actors;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.records.Ledger;
import org.acequia.web.Accounts.Change;
import org.acequia.web.Accounts.Recovery;
import org.acequia.web.Curators.AddCurator;
import org.acequia.web.MadeNames;
import org.acequia.web.RecoverySheet;

/// The curators who sign in on this node. Safe for use by many threads.
public final class CuratorAccounts {

  private static final Set<String> RESERVED = Set.of(Actors.OPERATOR, Actors.THE_OPERATOR);
  private static final String NODE_OF = CommunityTables.signInName(MadeNames.NODE_OF) + " ";

  /// How many attempts to sign in wait or are under way at once: more are asked to come back.
  static final int UNDER_WAY_MAX = 64;

  private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);

  private final Home home;
  private final Ledger ledger;
  private final SecureRandom random;
  private final InstantSource clock;
  private final AuditTrail trail;
  private final SignInThrottle throttle;
  private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
  private final SigningKey nobody;

  /// @param ledger writes the records of those who are added
  /// @param trail where sign-ins and the like are noted
  public CuratorAccounts(
      Home home, Ledger ledger, AuditTrail trail, SecureRandom random, InstantSource clock) {
    this.home = home;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
    this.trail = trail;
    this.throttle = new SignInThrottle(clock);
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    this.nobody = SigningKey.ofSeed(seed);
  }

  /// How an attempt to sign in ended.
  public sealed interface Attempt {
    /// It succeeded; the key is unlocked in memory.
    record Welcome(SignedIn who) implements Attempt {}

    /// The name is unknown or the password wrong.
    record Refused() implements Attempt {}

    /// Too many attempts failed.
    record TooMany(Duration pause) implements Attempt {}
  }

  /// Opens the key of a curator.
  ///
  /// @param from the address that asks, for slowing down guesses
  public Attempt signIn(String name, String password, String from) {
    Optional<Duration> pause = attempt(name, from);
    if (pause.isPresent()) {
      return new Attempt.TooMany(pause.get());
    }
    if (!underWay.tryAcquire()) {
      return new Attempt.TooMany(BUSY_PAUSE);
    }
    Optional<SignedIn> who;
    try {
      who = unlock(name, password);
    } finally {
      underWay.release();
    }
    if (who.isEmpty()) {
      trail.note(Act.SIGN_IN_FAILED, "", known(name));
      return new Attempt.Refused();
    }
    throttle.succeeded(CommunityTables.signInName(name), from);
    trail.note(Act.SIGNED_IN, "", who.get().name());
    return new Attempt.Welcome(who.get());
  }

  private Optional<Duration> attempt(String name, String from) {
    return throttle.attempt(CommunityTables.signInName(name), from);
  }

  /// What names nobody here is not noted: it may be a password in the wrong field.
  private String known(String name) {
    return home.tables().curator(name).map(CuratorAccount::name).orElse("");
  }

  private Optional<SignedIn> unlock(String name, String password) {
    Optional<CuratorAccount> account = home.tables().curator(name);
    if (account.isEmpty()) {
      // As slow as a wrong password, so that names cannot be told apart.
      var _ = SealedKey.byPassword(nobody, password, random);
      return Optional.empty();
    }
    CuratorAccount curator = account.get();
    return curator
        .byPassword()
        .open(curator.device(), password)
        .map(key ->
            new SignedIn(
                curator.name(), new Author(curator.account(), key, Optional.empty()), false));
  }

  /// Jobs and the audit trail know people by name: nobody may pass for the operator, or for a node.
  static boolean isReserved(String name) {
    String known = CommunityTables.signInName(name);
    return RESERVED.contains(known) || known.startsWith(NODE_OF);
  }

  /// Adds a curator with a device on this node. The node grants them what it has itself: to write.
  ///
  /// @param by a steward, or the operator
  public AddCurator add(Author by, String name, String password) {
    Optional<ServedCommunity> served = home.community();
    if (served.isEmpty() || !home.isSteward(by.account())) {
      return new AddCurator.Forbidden();
    }
    if (isReserved(name) || home.tables().curator(name).isPresent()) {
      return new AddCurator.NameTaken();
    }
    CommunityId community = served.get().id();
    NewAccount person = NewAccount.of(name, password, random);
    RecordId granted =
        ledger
            .author(
                home.device(),
                community,
                List.of(Draft.capability(Grant.everywhere(person.key().key(), Role.WRITE))))
            .getFirst()
            .id();
    ledger.author(person.key(), community, List.of(person.draft()));
    if (!home.tables().add(person.row(Optional.of(granted), false), clock.instant())) {
      return new AddCurator.NameTaken();
    }
    trail.note(Act.CURATOR_ADDED, name.strip());
    return new AddCurator.Added(
        new RecoverySheet(
            served.get().name(), community.toString(), name.strip(), person.code().printed()));
  }

  /// Tells whether an account looks after this node.
  public boolean isSteward(AccountId account) {
    return home.isSteward(account);
  }

  /// Seals a curator's key under another password.
  ///
  /// @param who is signed in
  /// @param current must be right
  public Change changePassword(SignedIn who, String current, String next, String from) {
    Optional<Duration> pause = attempt(who.name(), from);
    if (pause.isPresent()) {
      return new Change.TooMany(pause.get());
    }
    Optional<CuratorAccount> account = home.tables().curator(who.author().account());
    Optional<SigningKey> key =
        account.flatMap(curator -> curator.byPassword().open(curator.device(), current));
    if (key.isEmpty()) {
      return new Change.Wrong();
    }
    throttle.succeeded(CommunityTables.signInName(who.name()), from);
    home.tables()
        .changePassword(
            account.orElseThrow().account(), SealedKey.byPassword(key.get(), next, random));
    trail.note(Act.PASSWORD_CHANGED, "", who.name());
    return new Change.Changed();
  }

  /// Gives a curator another password and another recovery code, by the code on their sheet. Their
  /// API tokens are revoked, all in one transaction.
  ///
  /// @param from the address that asks, for slowing down guesses
  /// @return with it, whose sessions are to be ended
  public Recovered recover(String name, String recoveryCode, String password, String from) {
    Optional<Duration> pause = attempt(name, from);
    if (pause.isPresent()) {
      return new Recovered(Optional.empty(), new Recovery.TooMany(pause.get()));
    }
    Optional<CuratorAccount> account = home.tables().curator(name);
    Optional<SigningKey> key =
        account.flatMap(curator ->
            RecoveryCode.parse(recoveryCode)
                .flatMap(
                    code -> curator.byRecoveryCode().open(curator.device(), code.canonical())));
    if (key.isEmpty()) {
      trail.note(Act.RECOVERY_FAILED, "", known(name));
      return new Recovered(Optional.empty(), new Recovery.Refused());
    }
    CuratorAccount curator = account.orElseThrow();
    RecoveryCode code = RecoveryCode.random(random);
    home.tables()
        .recover(
            curator.account(),
            SealedKey.byPassword(key.get(), password, random),
            SealedKey.byRecoveryCode(key.get(), code, random));
    throttle.succeeded(CommunityTables.signInName(name), from);
    trail.note(Act.RECOVERED, "", curator.name());
    ServedCommunity served = home.community().orElseThrow();
    RecoverySheet sheet =
        new RecoverySheet(served.name(), served.id().toString(), curator.name(), code.printed());
    // The charter names a key that only the founder's first sheet gives back.
    boolean keepOld = curator.capability().isEmpty();
    return new Recovered(Optional.of(curator.account()), new Recovery.Recovered(sheet, keepOld));
  }

  /// How a recovery ended, and for whom it succeeded.
  public record Recovered(Optional<AccountId> account, Recovery outcome) {}
}
