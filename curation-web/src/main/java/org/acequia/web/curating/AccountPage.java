package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.acequia.web.Accounts;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/curate/account`: another password, and ending every session.
@Controller
public final class AccountPage {

  private final Desk desk;
  private final Accounts accounts;
  private final Pages pages;

  /// Changes `accounts`.
  public AccountPage(Desk desk, Accounts accounts, Pages pages) {
    this.desk = desk;
    this.accounts = accounts;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param changed whether the password was just changed
  /// @param minutes how long to wait, where the problem is that too many attempts failed
  public record Account(boolean changed, Optional<String> problem, long minutes) {}

  /// The page.
  @GetMapping("/curate/account")
  public View account() {
    return pages.show("curating/account", new Account(false, Optional.empty(), 0));
  }

  /// Changes the password.
  @PostMapping("/curate/account/password")
  public View change(HttpServletRequest request, HttpServletResponse response) {
    Form form = new Form(request);
    Optional<String> problem =
        Credentials.problem(desk.curator(request).name(), form.password(), form.field("again"));
    if (problem.isPresent()) {
      return again(HttpStatus.UNPROCESSABLE_CONTENT, new Account(false, problem, 0));
    }
    String current = Optional.ofNullable(request.getParameter("current")).orElse("");
    return switch (accounts.changePassword(request, response, current, form.password())) {
      case Accounts.Change.Changed changed ->
          pages.show("curating/account", new Account(true, Optional.empty(), 0));
      case Accounts.Change.Wrong wrong ->
          again(
              HttpStatus.UNPROCESSABLE_CONTENT,
              new Account(false, Optional.of("door.account.wrong"), 0));
      case Accounts.Change.TooMany(var pause) ->
          again(
              HttpStatus.TOO_MANY_REQUESTS,
              new Account(false, Optional.of("signIn.tooMany"), pause.toMinutes() + 1));
    };
  }

  /// Ends every session.
  @PostMapping("/curate/account/sign-out-everywhere")
  public View signOutEverywhere(HttpServletRequest request, HttpServletResponse response) {
    accounts.signOutEverywhere(request, response);
    return pages.seeOther("/sign-in");
  }

  private View again(HttpStatus status, Account view) {
    return pages.show(status, "curating/account", view);
  }
}
