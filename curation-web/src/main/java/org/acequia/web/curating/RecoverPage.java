package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.acequia.web.Accounts;
import org.acequia.web.RecoverySheet;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/// `/sign-in/recover`: back in with the printed recovery sheet, when the password is forgotten.
@Controller
public final class RecoverPage {

  private final Accounts accounts;
  private final Pages pages;

  /// Recovers by `accounts`.
  public RecoverPage(Accounts accounts, Pages pages) {
    this.accounts = accounts;
    this.pages = pages;
  }

  /// What the form shows.
  ///
  /// @param minutes how long to wait, where the problem is that too many attempts failed
  public record Recover(String name, Optional<String> problem, long minutes) {}

  /// What the page with the new sheet shows.
  public record NewSheet(RecoverySheet sheet, boolean keepOld) {}

  /// The form.
  @GetMapping("/sign-in/recover")
  public View form() {
    return pages.show("curating/recover", new Recover("", Optional.empty(), 0));
  }

  /// Recovers.
  @PostMapping("/sign-in/recover")
  public View recover(HttpServletRequest request) {
    Form form = new Form(request);
    String name = form.field("name");
    Optional<String> problem = Credentials.problem(name, form.password(), form.field("again"));
    if (problem.isPresent()) {
      return again(HttpStatus.UNPROCESSABLE_CONTENT, new Recover(name, problem, 0));
    }
    String code = form.field("code");
    Accounts.Recovery outcome =
        code.length() > Accounts.CODE_LENGTH_MAX
            ? new Accounts.Recovery.Refused()
            : accounts.recover(request, name, code, form.password());
    return switch (outcome) {
      case Accounts.Recovery.Recovered(var sheet, var keepOld) ->
          pages.show("curating/recovered", new NewSheet(sheet, keepOld));
      case Accounts.Recovery.Refused refused ->
          again(
              HttpStatus.UNPROCESSABLE_CONTENT,
              new Recover(name, Optional.of("door.recover.refused"), 0));
      case Accounts.Recovery.TooMany(var pause) ->
          again(
              HttpStatus.TOO_MANY_REQUESTS,
              new Recover(name, Optional.of("signIn.tooMany"), pause.toMinutes() + 1));
    };
  }

  private View again(HttpStatus status, Recover view) {
    return pages.show(status, "curating/recover", view);
  }
}
