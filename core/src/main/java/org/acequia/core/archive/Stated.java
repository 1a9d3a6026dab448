package org.acequia.core.archive;

import java.util.Optional;

/// What a body states, and on whose behalf.
///
/// @param value the content
/// @param onBehalfOf whose wish the node's own device carried out, where it did
public record Stated<T>(T value, Optional<String> onBehalfOf) {

  /// The longest text of [#onBehalfOf()].
  public static final int ON_BEHALF_OF_LENGTH_MAX = 200;
}
