package org.acequia.node.demo;

import java.util.List;

/// A village of the demonstration, and its node. The places and the people are invented.
///
/// @param name of the place, which its node goes by
/// @param folder of its data, and the first part of its host name
/// @param curator who signs in there
record Place(String name, String folder, String curator) {

  /// What the three villages call themselves together.
  static final String COMMUNITY = "Valle de Nuncaseca";

  /// From the spring down: each is paired with the next, and the first and the last never meet.
  static final List<Place> DOWNSTREAM =
      List.of(
          new Place("Alta Nuncaseca", "alta", "Rosa"),
          new Place("Vila do Junco Falante", "junco", "Inácio"),
          new Place("Otter’s Elbow", "elbow", "Nell"));

  /// A name of this machine under which a browser keeps this node's cookies apart from the others'.
  String host() {
    return folder + ".localhost";
  }
}
