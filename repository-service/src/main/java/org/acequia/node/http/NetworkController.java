package org.acequia.node.http;

import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.web.Neighbourhood;
import org.acequia.web.Neighbourhood.Acceptance;
import org.acequia.web.Neighbourhood.Invitation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/invites`, `/api/v1/pair` and `/api/v1/network`: the neighbours.
@RestController
final class NetworkController {

  private final Neighbourhood neighbourhood;
  private final Visitors visitors;

  NetworkController(Neighbourhood neighbourhood, Visitors visitors) {
    this.neighbourhood = neighbourhood;
    this.visitors = visitors;
  }

  /// An invite to hand on.
  record Invite(String invite, String expires) {}

  /// An invite that was handed over.
  record PairWish(@Nullable String invite) {}

  /// A neighbour now.
  record Paired(String name) {}

  /// This node and its neighbours.
  record Network(
      Neighbourhood.Self self, List<Neighbourhood.Neighbour> neighbours, List<Copies> copies) {}

  /// How widely a collection's files are held.
  record Copies(
      String collection, long files, long filesHere, java.util.Map<Integer, Long> filesByCopies) {}

  @PostMapping("/api/v1/invites")
  @ResponseStatus(HttpStatus.CREATED)
  Invite invite() {
    return switch (neighbourhood.invite(visitors.author(Optional.empty()))) {
      case Invitation.Ready(var text, var expires) -> new Invite(text, expires.toString());
      case Invitation.Forbidden() ->
          throw new RefusedException(
              HttpStatus.FORBIDDEN, "Only a steward invites other nodes. Nothing was changed.");
    };
  }

  @PostMapping("/api/v1/pair")
  Paired pair(@RequestBody PairWish wish) {
    Author by = visitors.author(Optional.empty());
    if (wish.invite == null || wish.invite.length() > Neighbourhood.INVITE_LENGTH_MAX) {
      throw new BadRequestException(
          "invite: up to %,d characters are needed".formatted(Neighbourhood.INVITE_LENGTH_MAX));
    }
    return switch (neighbourhood.accept(by, wish.invite.strip())) {
      case Acceptance.Paired(var name) -> new Paired(name);
      case Acceptance.Refused(var fault) -> throw SetupController.refused(fault);
    };
  }

  @GetMapping("/api/v1/network")
  Network network() {
    return new Network(
        neighbourhood.self(),
        neighbourhood.neighbours(),
        neighbourhood.copies().stream()
            .map(of ->
                new Copies(
                    of.collection().toString(), of.files(), of.filesHere(), of.filesByCopies()))
            .toList());
  }
}
