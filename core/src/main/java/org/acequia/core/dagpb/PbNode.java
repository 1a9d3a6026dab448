package org.acequia.core.dagpb;

import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;

/// A node: links, sorted by name, and bytes.
///
/// @param links in ascending order of their names' bytes; no name is an empty one
/// @param data opaque bytes; empty and absent ones are written differently
public record PbNode(List<PbLink> links, Optional<Bytes> data) {

  private static final Bytes NO_NAME = Bytes.of();

  /// Keeps its own copy of `links`, and refuses links that are not sorted.
  public PbNode {
    links = List.copyOf(links);
    for (int i = 1; i < links.size(); i++) {
      if (name(links.get(i - 1)).compareTo(name(links.get(i))) > 0) {
        throw new IllegalArgumentException("Link %d is out of order".formatted(i));
      }
    }
  }

  private static Bytes name(PbLink link) {
    return link.name().orElse(NO_NAME);
  }
}
