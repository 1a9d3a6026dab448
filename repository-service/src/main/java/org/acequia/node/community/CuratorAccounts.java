package org.acequia.node.community;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.Draft;
import org.acequia.core.record.Grant;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.Role;
import org.acequia.node.records.Ledger;
import org.acequia.web.Curators.AddCurator;
import org.acequia.web.RecoverySheet;

/// The curators who sign in on this node. Safe for use by many threads.
public final class CuratorAccounts {

  private final Home home;
  private final Ledger ledger;
  private final SecureRandom random;
  private final InstantSource clock;
  private final SignInThrottle throttle = new SignInThrottle();
  private final SigningKey nobody;

  /// @param ledger writes the records of those who are added
  public CuratorAccounts(Home home, Ledger ledger, SecureRandom random, InstantSource clock) {
    this.home = home;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
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
    Instant now = clock.instant();
    String byName = "name " + CommunityTables.signInName(name);
    String byAddress = "from " + from;
    Optional<Duration> pause = throttle.pause(byName, now).or(() -> throttle.pause(byAddress, now));
    if (pause.isPresent()) {
      return new Attempt.TooMany(pause.get());
    }
    Optional<SignedIn> who = unlock(name, password);
    if (who.isEmpty()) {
      throttle.failed(byName, now);
      throttle.failed(byAddress, now);
      return new Attempt.Refused();
    }
    throttle.succeeded(byName);
    return new Attempt.Welcome(who.get());
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

  /// Adds a curator with a device on this node. The node grants them what it has itself: to write.
  ///
  /// @param by a steward, or the operator
  public AddCurator add(Author by, String name, String password) {
    Optional<ServedCommunity> served = home.community();
    if (served.isEmpty() || !home.isSteward(by.account())) {
      return new AddCurator.Forbidden();
    }
    if (home.tables().curator(name).isPresent()) {
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
    return new AddCurator.Added(
        new RecoverySheet(
            served.get().name(), community.toString(), name.strip(), person.code().printed()));
  }

  /// Gives a curator another password, by the code on their recovery sheet.
  ///
  /// @return whether name and code fit
  public boolean recover(String name, String recoveryCode, String password) {
    Optional<CuratorAccount> account = home.tables().curator(name);
    Optional<SigningKey> key =
        account.flatMap(curator ->
            RecoveryCode.parse(recoveryCode)
                .flatMap(
                    code -> curator.byRecoveryCode().open(curator.device(), code.canonical())));
    key.ifPresent(opened ->
        home.tables()
            .changePassword(
                account.orElseThrow().account(), SealedKey.byPassword(opened, password, random)));
    return key.isPresent();
  }
}
