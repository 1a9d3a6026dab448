package org.acequia.it;

import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a black-box test needs of the machine beside a JDK. Where it is missing the test is skipped
/// and says what to install; on a build server, with `CI=true` in the environment, it fails
/// instead, so that nothing is skipped there for years without anybody noticing.
public final class Requires {

  private Requires() {}

  /// Returns what was found, or skips or fails the test.
  ///
  /// @param found what the test needs, if it is there
  /// @param missing what is missing and how to get it, for people
  public static <T> T present(Optional<T> found, String missing) {
    if (found.isEmpty()) {
      that(false, missing);
    }
    return found.orElseThrow();
  }

  /// Goes on if `there`, or skips or fails the test.
  ///
  /// @param missing what is missing and how to get it, for people
  public static void that(boolean there, String missing) {
    if (there) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(missing);
    }
    Assumptions.abort(missing);
  }
}
