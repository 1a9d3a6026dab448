package org.acequia.node.records;

import java.util.List;
import java.util.function.Consumer;
import org.acequia.core.cid.Cid;

/// Is told of files that this node has come to hold by an upload or an import, so that nobody is
/// asked for them any more and neighbours hear that they can be had here. Told before the items
/// that name them are written or after, and more than once: it makes no difference.
public interface BlobArrivals extends Consumer<List<Cid>> {}
