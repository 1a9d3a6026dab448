package org.acequia.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/// By which connections people may come in to sign in: HTTPS, or plain HTTP from this very machine.
///
/// Decided by the socket alone. No header counts.
public interface Door {

  /// Tells whether a password may travel over the connection of `request`, and where to go if not.
  Passage passage(HttpServletRequest request);

  /// Returns the SHA-256 fingerprint of the certificate, as browsers print it, where browsers warn
  /// of it because the node made it for itself.
  Optional<String> fingerprint();

  /// What the connection of a request is good for.
  sealed interface Passage {

    /// Signing in, and everything after it.
    record Open() implements Passage {}

    /// Reading; the same page for signing in stands at `address`.
    record Elsewhere(URI address) implements Passage {}

    /// Reading; people sign in at the machine itself only.
    record Closed() implements Passage {}
  }
}
