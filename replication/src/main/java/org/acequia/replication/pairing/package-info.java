/// How two nodes become neighbours: an invite, handed over as text by whatever way, and
/// `/acequia/pair/1`, which uses it once (`docs/format.md`, Pairing).
///
/// Pairing gives transport. What the joining node may state is another matter: the invite's key
/// holds a capability, and signs from it.
@NullMarked
package org.acequia.replication.pairing;

import org.jspecify.annotations.NullMarked;
