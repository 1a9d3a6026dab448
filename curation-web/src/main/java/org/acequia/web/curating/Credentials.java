package org.acequia.web.curating;

import java.util.Optional;
import org.acequia.web.Curators;

/// What is wrong with a name and a password before anybody is asked, as a key of the messages.
final class Credentials {

  private Credentials() {}

  static Optional<String> problem(String name, String password, String again) {
    if (name.isEmpty()) {
      return Optional.of("problem.name.empty");
    }
    if (name.length() > Curators.NAME_LENGTH_MAX) {
      return Optional.of("problem.name.long");
    }
    if (password.length() < Curators.PASSWORD_LENGTH_MIN) {
      return Optional.of("problem.password.short");
    }
    if (password.length() > Curators.PASSWORD_LENGTH_MAX) {
      return Optional.of("problem.password.long");
    }
    return password.equals(again) ? Optional.empty() : Optional.of("problem.password.differs");
  }
}
