package org.acequia.web;

import org.acequia.core.cid.Cid;

/// Which files lie on this node. An item is often here before its files are: they come from a
/// neighbour later, or are not to come at all.
public interface HeldFiles {

  /// Tells whether the bytes of `file` are here, whole.
  boolean holds(Cid file);
}
