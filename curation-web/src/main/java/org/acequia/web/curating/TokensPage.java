package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acequia.web.ApiTokens;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/tokens`: the tokens of a curator's scripts.
@Controller
public final class TokensPage {

  private static final int DAYS = 90;

  private final Desk desk;
  private final ApiTokens tokens;
  private final InstantSource clock;
  private final Pages pages;

  /// Makes and revokes `tokens`.
  public TokensPage(Desk desk, ApiTokens tokens, InstantSource clock, Pages pages) {
    this.desk = desk;
    this.tokens = tokens;
    this.clock = clock;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param made the text of a token that was just made: shown now and never again
  public record Tokens(
      List<Shown> tokens, Optional<String> made, String name, Optional<String> problem) {}

  /// A token in the list.
  public record Shown(ApiTokens.Token token, boolean expired) {}

  /// The list.
  @GetMapping("/curate/tokens")
  public View list(HttpServletRequest request) {
    return pages.show("curating/tokens", view(request, Optional.empty(), "", Optional.empty()));
  }

  /// Makes one.
  @PostMapping("/curate/tokens")
  public View make(HttpServletRequest request) {
    Form form = new Form(request);
    String name = form.field("name");
    Optional<Integer> days = days(form.field("days"));
    if (name.isEmpty() || name.length() > ApiTokens.NAME_LENGTH_MAX || days.isEmpty()) {
      return refused(request, name, "door.tokens.incomplete");
    }
    ApiTokens.Scope scope =
        form.field("scope").equals("write") ? ApiTokens.Scope.WRITE : ApiTokens.Scope.READ;
    Optional<String> made =
        tokens.make(desk.curator(request).author(), name, scope, days.orElse(DAYS));
    return made.isPresent()
        ? pages.show("curating/tokens", view(request, made, "", Optional.empty()))
        : refused(request, name, "door.tokens.enough");
  }

  /// Revokes one.
  @PostMapping("/curate/tokens/revoke")
  public View revoke(HttpServletRequest request) {
    tokens.revoke(desk.curator(request).author(), new Form(request).field("id"));
    return pages.seeOther("/curate/tokens");
  }

  private View refused(HttpServletRequest request, String name, String problem) {
    return pages.show(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "curating/tokens",
        view(request, Optional.empty(), name, Optional.of(problem)));
  }

  private Tokens view(
      HttpServletRequest request, Optional<String> made, String name, Optional<String> problem) {
    List<Shown> shown =
        tokens.of(desk.curator(request).author()).stream()
            .map(token -> new Shown(token, !token.expires().isAfter(clock.instant())))
            .toList();
    return new Tokens(shown, made, name, problem);
  }

  private static Optional<Integer> days(String text) {
    try {
      return Optional.of(Integer.parseInt(text))
          .filter(days -> days >= 1 && days <= ApiTokens.DAYS_MAX);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
