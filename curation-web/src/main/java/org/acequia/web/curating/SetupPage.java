package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.acequia.web.Founding;
import org.acequia.web.Neighbourhood;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/setup?token=…`: the first visit, which founds a community or joins one.
@Controller
public final class SetupPage {

  private final Founding founding;
  private final Pages pages;

  /// Founds by `founding`.
  public SetupPage(Founding founding, Pages pages) {
    this.founding = founding;
    this.pages = pages;
  }

  /// What the form shows: what was typed, but for the password, and what is wrong with it.
  ///
  /// @param join whether the person is joining, rather than founding
  public record Setup(
      String token,
      String community,
      String invite,
      String curator,
      boolean join,
      Optional<String> problem) {}

  /// The form.
  @GetMapping("/setup")
  public View form(@RequestParam(defaultValue = "") String token) {
    if (founding.community().isPresent()) {
      return pages.seeOther("/");
    }
    if (!founding.opens(token)) {
      return pages.show(HttpStatus.FORBIDDEN, "curating/closed", "");
    }
    return pages.show("curating/setup", new Setup(token, "", "", "", false, Optional.empty()));
  }

  /// Founds or joins.
  @PostMapping("/setup")
  public View act(HttpServletRequest request) {
    Form form = new Form(request);
    boolean join = form.has("join");
    Setup typed =
        new Setup(
            form.field("token"),
            form.field("community"),
            form.field("invite"),
            form.field("curator"),
            join,
            Optional.empty());
    Optional<String> problem =
        problem(typed)
            .or(() -> Credentials.problem(typed.curator(), form.password(), form.field("again")));
    if (problem.isPresent()) {
      return again(typed, problem.get());
    }
    Founding.Outcome outcome =
        join
            ? founding.join(typed.token(), typed.invite(), typed.curator(), form.password())
            : founding.found(typed.token(), typed.community(), typed.curator(), form.password());
    return switch (outcome) {
      case Founding.Outcome.Done done -> pages.show("curating/sheet", done.sheet());
      case Founding.Outcome.WrongToken wrong ->
          pages.show(HttpStatus.FORBIDDEN, "curating/closed", "");
      case Founding.Outcome.AlreadyDone already -> pages.seeOther("/");
      case Founding.Outcome.NameTaken taken -> again(typed, "problem.name.taken");
      case Founding.Outcome.InviteRefused refused ->
          again(typed, "invite." + refused.fault().name().toLowerCase(Locale.ROOT));
    };
  }

  private View again(Setup typed, String problem) {
    return pages.show(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "curating/setup",
        new Setup(
            typed.token(),
            typed.community(),
            typed.invite(),
            typed.curator(),
            typed.join(),
            Optional.of(problem)));
  }

  private static Optional<String> problem(Setup typed) {
    if (typed.join()) {
      boolean fits =
          !typed.invite().isEmpty() && typed.invite().length() <= Neighbourhood.INVITE_LENGTH_MAX;
      return fits ? Optional.empty() : Optional.of("invite.malformed");
    }
    if (typed.community().isEmpty()) {
      return Optional.of("problem.community.empty");
    }
    return typed.community().length() > Founding.NAME_LENGTH_MAX
        ? Optional.of("problem.community.long")
        : Optional.empty();
  }
}
