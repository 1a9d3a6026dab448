package org.acequia.node.http;

import org.acequia.core.identity.PeerId;
import org.acequia.node.neighbours.Dialler;
import org.acequia.web.Neighbourhood;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/neighbours/…`: what stewards and the operator do with one neighbour.
@RestController
final class NeighboursController {

  private final Neighbourhood neighbourhood;
  private final Dialler dialler;
  private final Visitors visitors;

  NeighboursController(Neighbourhood neighbourhood, Dialler dialler, Visitors visitors) {
    this.neighbourhood = neighbourhood;
    this.dialler = dialler;
    this.visitors = visitors;
  }

  /// Dials now, however long the wait would have been.
  @PostMapping("/api/v1/neighbours/{peer}/dial")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void dial(@PathVariable("peer") String peer) {
    requireSteward();
    if (!dialler.dialNow(read(peer))) {
      throw unknown();
    }
  }

  /// Ends the pairing on this side.
  @DeleteMapping("/api/v1/neighbours/{peer}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable("peer") String peer) {
    requireSteward();
    if (!neighbourhood.remove(peer)) {
      throw unknown();
    }
  }

  private static PeerId read(String text) {
    try {
      return PeerId.parse(text);
    } catch (IllegalArgumentException _) {
      throw unknown(); // what is no peer id is no neighbour's
    }
  }

  private static RefusedException unknown() {
    return new RefusedException(
        HttpStatus.NOT_FOUND, "No neighbour has this peer id. Nothing was changed.");
  }

  private void requireSteward() {
    visitors.requireSteward("Only stewards and the operator do this. Nothing was changed.");
  }
}
