package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.acequia.web.Door;
import org.acequia.web.pages.Pages;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets nobody to a page with a password, or behind one, by a connection on which others listen:
/// leads them to HTTPS, and explains what browsers will say there.
public final class Threshold implements HandlerInterceptor {

  private final Door door;
  private final ObjectProvider<Pages> pages;

  /// Asks `door`.
  ///
  /// @param pages which are made after this
  public Threshold(Door door, ObjectProvider<Pages> pages) {
    this.door = door;
    this.pages = pages;
  }

  /// What the page shows.
  ///
  /// @param address where to go; empty where people sign in at the machine itself only
  /// @param fingerprint of the certificate that the browser will warn of
  public record Entrance(Optional<String> address, Optional<String> fingerprint) {}

  /// A form is refused, not sent on: its password has travelled already, and must not be led into
  /// doing so again.
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws Exception {
    Door.Passage passage = door.passage(request);
    if (passage instanceof Door.Passage.Open) {
      return true;
    }
    Optional<String> address =
        passage instanceof Door.Passage.Elsewhere(var secure)
            ? Optional.of(secure.toString())
            : Optional.empty();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (reads && address.isPresent() && door.fingerprint().isEmpty()) {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader("Location", address.get());
      return false;
    }
    pages
        .getObject()
        .show(HttpStatus.FORBIDDEN, "curating/entrance", new Entrance(address, door.fingerprint()))
        .render(Map.of(), request, response);
    return false;
  }
}
