package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.acequia.web.Curators;
import org.acequia.web.Door;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/sign-in` and `/sign-out`.
@Controller
public final class SignInPage {

  private static final String DESK = "/curate";
  private static final String ADMIN = "/admin";

  private final Curators curators;
  private final Door door;
  private final Pages pages;

  /// Signs in with `curators`, who come by `door`.
  public SignInPage(Curators curators, Door door, Pages pages) {
    this.curators = curators;
    this.door = door;
    this.pages = pages;
  }

  /// What the form shows.
  ///
  /// @param minutes how long to wait, where the problem is that too many attempts failed
  /// @param fingerprint of the certificate, where browsers warn of it
  public record SignIn(
      String name,
      String back,
      Optional<String> problem,
      long minutes,
      Optional<String> fingerprint) {}

  /// The form.
  @GetMapping("/sign-in")
  public View form(@RequestParam(defaultValue = DESK) String back) {
    return pages.show(
        "curating/sign-in", new SignIn("", back(back), Optional.empty(), 0, door.fingerprint()));
  }

  /// Signs in.
  @PostMapping("/sign-in")
  public View signIn(HttpServletRequest request, HttpServletResponse response) {
    Form form = new Form(request);
    String name = form.field("name");
    String back = back(form.field("back"));
    boolean fits =
        name.length() <= Curators.NAME_LENGTH_MAX
            && form.password().length() <= Curators.PASSWORD_LENGTH_MAX;
    Curators.SignIn outcome =
        fits
            ? curators.signIn(request, response, name, form.password())
            : new Curators.SignIn.Refused();
    return switch (outcome) {
      case Curators.SignIn.Welcome welcome -> pages.seeOther(back);
      case Curators.SignIn.Refused refused ->
          again(
              HttpStatus.UNPROCESSABLE_CONTENT,
              new SignIn(name, back, Optional.of("signIn.refused"), 0, door.fingerprint()));
      case Curators.SignIn.TooMany(var wait) ->
          again(
              HttpStatus.TOO_MANY_REQUESTS,
              new SignIn(
                  name,
                  back,
                  Optional.of("signIn.tooMany"),
                  wait.toMinutes() + 1,
                  door.fingerprint()));
    };
  }

  /// Signs out.
  @PostMapping("/sign-out")
  public View signOut(HttpServletRequest request, HttpServletResponse response) {
    curators.signOut(request, response);
    return pages.seeOther("/");
  }

  private View again(HttpStatus status, SignIn view) {
    return pages.show(status, "curating/sign-in", view);
  }

  /// Only the pages behind the door can be meant, never another site.
  private static String back(String asked) {
    boolean own =
        (asked.startsWith(DESK) || asked.startsWith(ADMIN))
            && asked.length() <= 200
            && asked.chars().allMatch(c -> c == '/' || c == '-' || Character.isLetterOrDigit(c));
    return own ? asked : DESK;
  }
}
