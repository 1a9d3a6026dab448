package org.acequia.node.community;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.acequia.core.archive.Author;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Base32;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.Signer;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountId;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.web.ApiTokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The API tokens in the table of `V9__api_tokens.sql`. Safe for use by many threads.
///
/// A token that writes carries its curator's key: the key is sealed under the token's secret, as it
/// is under the password, so that whoever has the database alone can sign nothing.
public final class StoredTokens implements ApiTokens {

  /// How every token begins, so that it is known for one where it should not be.
  public static final String PREFIX = "acq_";

  private static final int ID_BYTES = 10;
  private static final int SECRET_BYTES = 20;
  private static final Pattern TEXT = Pattern.compile(PREFIX + "([a-z2-7]{16})([a-z2-7]{32})");

  private final JdbcClient jdbc;
  private final AuditTrail trail;
  private final SecureRandom random;
  private final InstantSource clock;

  /// @param dataSource a database that the migrations have prepared
  public StoredTokens(
      DataSource dataSource, AuditTrail trail, SecureRandom random, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.trail = trail;
    this.random = random;
    this.clock = clock;
  }

  /// Whom a token lets in, to do what.
  public record Bearer(SignedIn who, Scope scope) {}

  private record Row(
      String name,
      AccountId account,
      DeviceKey device,
      boolean writes,
      Bytes secret,
      Optional<SealedKey> key) {}

  /// Returns whom `text` lets in; empty if it is no token, unknown, revoked or expired.
  public Optional<Bearer> find(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String id = parts.group(1);
    String secret = parts.group(2);
    return row(id)
        .filter(row -> MessageDigest.isEqual(row.secret.toArray(), digest(secret)))
        .flatMap(row -> signer(row, secret).map(signer -> bearer(row, signer)))
        .map(bearer -> {
          touch(id);
          return bearer;
        });
  }

  private Optional<Row> row(String id) {
    return jdbc.sql(
            """
            select curators.name, account, device, writes, secret, sealed_key
            from api_tokens join curators using (account) where id = ? and expires > ?\
            """)
        .param(id)
        .param(Timestamp.from(clock.instant()))
        .query((row, _) ->
            new Row(
                row.getString("name"),
                new AccountId(Bytes.of(row.getBytes("account"))),
                new DeviceKey(Bytes.of(row.getBytes("device"))),
                row.getBoolean("writes"),
                Bytes.of(row.getBytes("secret")),
                Optional.ofNullable(row.getBytes("sealed_key")).map(Bytes::of).map(SealedKey::new)))
        .optional();
  }

  private static Optional<? extends Signer> signer(Row row, String secret) {
    return row.key.isPresent()
        ? row.key.get().open(row.device, secret)
        : Optional.of(new ReadsOnly(row.device));
  }

  private static Bearer bearer(Row row, Signer signer) {
    return new Bearer(
        new SignedIn(row.name, new Author(row.account, signer, Optional.empty()), false),
        row.writes ? Scope.WRITE : Scope.READ);
  }

  private void touch(String id) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    jdbc.sql("update api_tokens set used = ? where id = ? and used is distinct from ?")
        .param(today)
        .param(id)
        .param(today)
        .update();
  }

  @Override
  public List<Token> of(Author curator) {
    return jdbc.sql(
            "select id, name, writes, made, expires, used from api_tokens where account = ? order by made desc, id limit ?")
        .param(curator.account().value().toArray())
        .param(TOKENS_MAX)
        .query((row, _) -> token(row))
        .list();
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        row.getString("name"),
        row.getBoolean("writes") ? Scope.WRITE : Scope.READ,
        row.getTimestamp("made").toInstant(),
        row.getTimestamp("expires").toInstant(),
        Optional.ofNullable(row.getObject("used", LocalDate.class))
            .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  @Override
  public Optional<String> make(Author curator, String name, Scope scope, int days) {
    if (!(curator.signer() instanceof SigningKey key)) {
      throw new IllegalArgumentException("Only who signed in with a password makes tokens");
    }
    if (of(curator).size() >= TOKENS_MAX) {
      return Optional.empty();
    }
    String id = random(ID_BYTES);
    String secret = random(SECRET_BYTES);
    Instant now = clock.instant();
    jdbc.sql(
            "insert into api_tokens (id, account, name, writes, secret, sealed_key, made, expires) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .param(id)
        .param(curator.account().value().toArray())
        .param(name)
        .param(scope == Scope.WRITE)
        .param(digest(secret))
        .param(
            scope == Scope.WRITE
                ? SealedKey.byRecoveryCode(key, new RecoveryCode(secret), random).bytes().toArray()
                : null)
        .param(Timestamp.from(now))
        .param(Timestamp.from(now.plus(Duration.ofDays(Math.clamp(days, 1, DAYS_MAX)))))
        .update();
    trail.note(Act.TOKEN_MADE, id);
    return Optional.of(PREFIX + id + secret);
  }

  @Override
  public boolean revoke(Author curator, String id) {
    int gone =
        jdbc.sql("delete from api_tokens where id = ? and account = ?")
            .param(id)
            .param(curator.account().value().toArray())
            .update();
    if (gone > 0) {
      trail.note(Act.TOKEN_REVOKED, id);
    }
    return gone > 0;
  }

  private String random(int bytes) {
    byte[] chosen = new byte[bytes];
    random.nextBytes(chosen);
    return Base32.encode(chosen);
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /// The device of a token that only reads: there is no key to sign with.
  private record ReadsOnly(DeviceKey key) implements Signer {
    @Override
    public byte[] sign(byte[] message) {
      throw new IllegalStateException("A token that only reads signs nothing");
    }
  }
}
