package org.acequia.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Fields of what was asked for, as the frame of every page reads them: also of the page which says
/// that they are malformed.
final class Address {

  private Address() {}

  /// Returns a field's value; empty where there is none, or where none can be read.
  static Optional<String> field(HttpServletRequest request, String name) {
    try {
      return Optional.ofNullable(request.getParameter(name));
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }
}
