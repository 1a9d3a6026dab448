package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.node.community.CommunityFounding;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.web.Curators;
import org.acequia.web.Curators.AddCurator;
import org.acequia.web.Founding;
import org.acequia.web.InviteFault;
import org.acequia.web.RecoverySheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/setup`, `/api/v1/curators` and `/api/v1/sessions`: the community and its people here.
@RestController
final class SetupController {

  private final CommunityFounding founding;
  private final CuratorAccounts accounts;
  private final ApiSessions sessions;
  private final Visitors visitors;

  SetupController(
      CommunityFounding founding,
      CuratorAccounts accounts,
      ApiSessions sessions,
      Visitors visitors) {
    this.founding = founding;
    this.accounts = accounts;
    this.sessions = sessions;
    this.visitors = visitors;
  }

  /// The first visit: a community's name, or an invite.
  record SetupWish(
      @Nullable String community,
      @Nullable String invite,
      @Nullable String curator,
      @Nullable String password) {}

  /// A person's name and password.
  record PersonWish(@Nullable String name, @Nullable String password) {}

  /// A token that acts as a curator.
  record Session(String token, String name, String account) {}

  @PostMapping("/api/v1/setup")
  @ResponseStatus(HttpStatus.CREATED)
  RecoverySheet setUp(@RequestBody SetupWish wish) {
    if (!Visitors.isOperator()) {
      throw new RefusedException(
          HttpStatus.FORBIDDEN, "Only the operator's token sets a node up. Nothing was changed.");
    }
    String curator = name("curator", wish.curator, Curators.NAME_LENGTH_MAX);
    String password = password(wish.password);
    if ((wish.community == null) == (wish.invite == null)) {
      throw new BadRequestException("Either community or invite is needed");
    }
    Founding.Outcome outcome =
        wish.invite == null
            ? founding.found(
                name("community", wish.community, Founding.NAME_LENGTH_MAX), curator, password)
            : founding.join(wish.invite, curator, password);
    return switch (outcome) {
      case Founding.Outcome.Done(var sheet) -> sheet;
      case Founding.Outcome.WrongToken() ->
          throw new RefusedException(HttpStatus.FORBIDDEN, "Wrong token. Nothing was changed.");
      case Founding.Outcome.AlreadyDone() ->
          throw new RefusedException(
              HttpStatus.CONFLICT,
              "This node serves a community already. Nothing was changed. Another community needs another data directory.");
      case Founding.Outcome.NameTaken() ->
          throw new RefusedException(
              HttpStatus.CONFLICT,
              "The curator needs another name: the node calls itself or its operator so. Nothing was changed.");
      case Founding.Outcome.InviteRefused(var fault) -> throw refused(fault);
    };
  }

  static RefusedException refused(InviteFault fault) {
    String why =
        switch (fault) {
          case MALFORMED -> "That is no invite: one begins with acequia1: and is copied whole.";
          case DAMAGED ->
              "That invite is cut off or mistyped. Copy it once more, from acequia1: to its last letter.";
          case NEWER_VERSION ->
              "A newer version of Acequia made that invite. Update this node, and bring it again.";
          case EXPIRED -> "That invite has expired. Ask for a new one.";
          case USED -> "That invite was used before. Ask for a new one.";
          case UNREACHABLE ->
              "The node that gave the invite does not answer. See that it runs and can be reached, and try again.";
          case WRONG_PEER ->
              "Another node answers at the addresses of the invite. Ask for a new one.";
          case CUT_OFF ->
              "The nodes are paired, but the link broke before the community's charter had come. The pairing and what came were kept. Bring the same invite again when the link is back.";
          case OTHER_COMMUNITY ->
              "The invite is to another community than the one that this node serves.";
        };
    HttpStatus status =
        switch (fault) {
          case MALFORMED, DAMAGED, NEWER_VERSION -> HttpStatus.BAD_REQUEST;
          case EXPIRED, USED -> HttpStatus.GONE;
          case UNREACHABLE, WRONG_PEER, CUT_OFF -> HttpStatus.BAD_GATEWAY;
          case OTHER_COMMUNITY -> HttpStatus.CONFLICT;
        };
    return new RefusedException(
        status, fault == InviteFault.CUT_OFF ? why : why + " Nothing was changed.");
  }

  @PostMapping("/api/v1/curators")
  @ResponseStatus(HttpStatus.CREATED)
  RecoverySheet addCurator(@RequestBody PersonWish wish) {
    Author by = visitors.author(Optional.empty());
    String name = name("name", wish.name, Curators.NAME_LENGTH_MAX);
    return switch (accounts.add(by, name, password(wish.password))) {
      case AddCurator.Added(var sheet) -> sheet;
      case AddCurator.NameTaken() ->
          throw new RefusedException(
              HttpStatus.CONFLICT,
              "Somebody on this node is called so already. Nothing was changed. Choose another name.");
      case AddCurator.Forbidden() ->
          throw new RefusedException(
              HttpStatus.FORBIDDEN, "Only a steward adds curators. Nothing was changed.");
    };
  }

  @PostMapping("/api/v1/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Session signIn(@RequestBody PersonWish wish, HttpServletRequest request) {
    String name = name("name", wish.name, Curators.NAME_LENGTH_MAX);
    String password = Optional.ofNullable(wish.password).orElse("");
    if (password.length() > Curators.PASSWORD_LENGTH_MAX) {
      throw new BadRequestException("The password is too long");
    }
    if (!SocketDoor.isPrivate(request)) {
      throw new RefusedException(
          HttpStatus.FORBIDDEN,
          "A password came over plain HTTP, where others can read it. Nothing was done with it. Use HTTPS, and change the password: it is no secret any more.");
    }
    return switch (accounts.signIn(name, password, request.getRemoteAddr())) {
      case CuratorAccounts.Attempt.Welcome(var who) ->
          new Session(sessions.open(who), who.name(), who.author().account().toString());
      case CuratorAccounts.Attempt.Refused() ->
          throw new RefusedException(HttpStatus.UNAUTHORIZED, "Name or password is wrong.");
      case CuratorAccounts.Attempt.TooMany(var pause) ->
          throw new RefusedException(
              HttpStatus.TOO_MANY_REQUESTS,
              "Too many attempts failed. Try again in %d seconds."
                  .formatted(pause.toSeconds() + 1));
    };
  }

  private static String name(String field, @Nullable String text, int lengthMax) {
    if (text == null || text.isBlank() || text.strip().length() > lengthMax) {
      throw new BadRequestException(
          "%s: 1 to %d characters are needed".formatted(field, lengthMax));
    }
    return text.strip();
  }

  private static String password(@Nullable String text) {
    if (text == null
        || text.length() < Curators.PASSWORD_LENGTH_MIN
        || text.length() > Curators.PASSWORD_LENGTH_MAX) {
      throw new BadRequestException(
          "password: %d to %d characters are needed"
              .formatted(Curators.PASSWORD_LENGTH_MIN, Curators.PASSWORD_LENGTH_MAX));
    }
    return text;
  }
}
