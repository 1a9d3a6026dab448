/// The nodes that this one is paired with: invites, addresses, dialling, and what `/network` tells.
///
/// Only neighbours are spoken with (`/acequia/sync/1`, `/acequia/blob/1`); everybody else is
/// answered as if this node spoke nothing of its own. `NeighboursConfiguration` puts it together.
@NullMarked
package org.acequia.node.neighbours;

import org.jspecify.annotations.NullMarked;
