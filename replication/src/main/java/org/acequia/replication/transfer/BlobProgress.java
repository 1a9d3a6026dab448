package org.acequia.replication.transfer;

import org.acequia.core.cid.Cid;
import org.acequia.core.identity.PeerId;

/// A large blob on its way in.
///
/// @param source who sends it
/// @param bytesDone how many bytes are here, verified or about to be
/// @param bytesTotal how many there are
public record BlobProgress(Cid cid, PeerId source, long bytesDone, long bytesTotal) {}
