package org.acequia.web.memory;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.web.Accounts;
import org.acequia.web.ApiTokens;
import org.acequia.web.AuditLog;
import org.acequia.web.Door;
import org.acequia.web.NodeHealth;
import org.acequia.web.RecoverySheet;

/// What stands around signing in, in memory. From `far.example` people come over plain HTTP. The
/// recovery code is `good`, the fingerprint `AB:CD`.
public final class MemoryDoor implements Door, Accounts, ApiTokens, AuditLog, NodeHealth {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final List<Token> tokens = new ArrayList<>();

  @Override
  public Passage passage(HttpServletRequest request) {
    return switch (request.getServerName()) {
      case "far.example" ->
          new Passage.Elsewhere(URI.create("https://far.example:8443" + request.getRequestURI()));
      case "closed.example" -> new Passage.Closed();
      default -> new Passage.Open();
    };
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of("AB:CD");
  }

  @Override
  public Change changePassword(
      HttpServletRequest request, HttpServletResponse response, String current, String next) {
    return current.equals(MemoryNode.PASSWORD) ? new Change.Changed() : new Change.Wrong();
  }

  @Override
  public void signOutEverywhere(HttpServletRequest request, HttpServletResponse response) {
    request.getSession().invalidate();
  }

  @Override
  public Recovery recover(HttpServletRequest request, String name, String code, String password) {
    return switch (code) {
      case "good" ->
          new Recovery.Recovered(
              new RecoverySheet("Maras", "bafy", name, "new1-code-abcd-efgh"), true);
      case "fast" -> new Recovery.TooMany(Duration.ofSeconds(90));
      default -> new Recovery.Refused();
    };
  }

  @Override
  public List<Token> of(Author curator) {
    return List.copyOf(tokens);
  }

  @Override
  public Optional<String> make(Author curator, String name, Scope scope, int days) {
    String id = "abcdefghijklmno" + (char) ('a' + tokens.size());
    tokens.add(new Token(id, name, scope, NOW, NOW.plus(Duration.ofDays(days)), Optional.empty()));
    return Optional.of("acq_" + id + "the-secret-of-it");
  }

  @Override
  public boolean revoke(Author curator, String id) {
    return tokens.removeIf(token -> token.id().equals(id));
  }

  @Override
  public List<Entry> acts(Query query) {
    List<Entry> all =
        List.of(
            new Entry(
                2, NOW, "signed_in", Optional.of("Ana Quispe"), Optional.of("192.168.1.7"), ""),
            new Entry(1, NOW, "reindexed", Optional.empty(), Optional.empty(), ""));
    return all.stream()
        .filter(entry -> query.act().isEmpty() || query.act().get().equals(entry.act()))
        .toList();
  }

  @Override
  public List<String> codes() {
    return List.of("signed_in", "reindexed");
  }

  @Override
  public int daysKept() {
    return 365;
  }

  @Override
  public int addressDaysKept() {
    return 30;
  }

  @Override
  public Health look() {
    return new Health(
        List.of(
            Finding.of("clock", Level.GOOD, new Figure.Time(NOW)),
            Finding.of("disk", Level.CARE, new Figure.Size(3_000_000_000L))),
        Optional.of(new Space(1_000, 2_000, 3_000, 4_000, 5_000_000_000L, 60_000_000_000L)),
        List.of(new Version("Acequia", "0.1.0")),
        List.of("http://192.168.1.20:8080/"),
        List.of("https://192.168.1.20:8443/"),
        fingerprint(),
        Optional.of("EF:01"));
  }
}
