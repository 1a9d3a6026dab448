package org.acequia.node.http;

import org.acequia.core.identity.PeerId;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.neighbours.Dialler;
import org.acequia.node.neighbours.Neighbours;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/neighbours/…`: what only the operator does with one neighbour.
@RestController
final class NeighboursController {

  private final Neighbours neighbours;
  private final Dialler dialler;
  private final AuditTrail trail;

  NeighboursController(Neighbours neighbours, Dialler dialler, AuditTrail trail) {
    this.neighbours = neighbours;
    this.dialler = dialler;
    this.trail = trail;
  }

  /// Dials now, however long the wait would have been.
  @PostMapping("/api/v1/neighbours/{peer}/dial")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void dial(@PathVariable("peer") String peer) {
    requireOperator();
    if (!dialler.dialNow(known(peer))) {
      throw unknown();
    }
  }

  /// Ends the pairing on this side.
  @DeleteMapping("/api/v1/neighbours/{peer}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable("peer") String peer) {
    requireOperator();
    PeerId known = known(peer);
    neighbours.remove(known);
    dialler.drop(known);
    trail.note(Act.NEIGHBOUR_REMOVED, peer);
  }

  private PeerId known(String text) {
    try {
      PeerId peer = PeerId.parse(text);
      if (neighbours.contains(peer)) {
        return peer;
      }
    } catch (IllegalArgumentException _) {
      throw unknown(); // what is no peer id is no neighbour's
    }
    throw unknown();
  }

  private static RefusedException unknown() {
    return new RefusedException(
        HttpStatus.NOT_FOUND, "No neighbour has this peer id. Nothing was changed.");
  }

  private static void requireOperator() {
    if (!Visitors.isOperator()) {
      throw new RefusedException(
          HttpStatus.FORBIDDEN, "Only the operator's token does this. Nothing was changed.");
    }
  }
}
