package org.acequia.node.audit;

import java.util.Optional;
import org.acequia.web.MadeNames;

/// Tells who stands behind what this thread does.
@FunctionalInterface
public interface Actors {

  /// The operator's name in the trail. No curator has it.
  String OPERATOR = MadeNames.OPERATOR;

  /// The operator's name among those who ask for jobs. No curator has it.
  String THE_OPERATOR = MadeNames.THE_OPERATOR;

  /// Returns who it is.
  Actor current();

  /// An actor.
  ///
  /// @param name of the account, or `operator`; empty for a stranger or the node itself
  /// @param address the socket's other end; empty where there is no request
  record Actor(Optional<String> name, Optional<String> address) {

    /// The node itself.
    public static final Actor NODE = new Actor(Optional.empty(), Optional.empty());
  }
}
