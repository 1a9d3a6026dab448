package org.acequia.web.pages;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/// What an address names is not here: never was, has gone away, or has not arrived yet.
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotHere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NotHere() {
    super("Nothing here has this address");
  }

  /// Returns what is found. An address that is none names nothing.
  ///
  /// @param search may throw [IllegalArgumentException] for a malformed id
  public static <T> T unless(Supplier<Optional<T>> search) {
    Optional<T> found;
    try {
      found = search.get();
    } catch (IllegalArgumentException malformed) {
      found = Optional.empty();
    }
    return found.orElseThrow(NotHere::new);
  }
}
