package org.acequia.node.neighbours;

import org.acequia.replication.Replication;
import org.acequia.replication.wire.Swarm;

/// What a node meets others with.
///
/// @param swarm its connections
/// @param neighbours with whom it is paired
/// @param invites that it gave
/// @param pairing uses invites of others
/// @param dialler keeps connections
/// @param replication keeps records and files flowing
record PeerParts(
    Swarm swarm,
    Neighbours neighbours,
    GivenInvites invites,
    InvitePairing pairing,
    Dialler dialler,
    Replication replication) {}
