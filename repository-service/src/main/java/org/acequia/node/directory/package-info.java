/// The directory in which a node keeps everything, and who may open it.
///
/// ```
/// <data>/VERSION     the layout's version, a decimal number and a line feed
/// <data>/lock        locked by the running node, holds its process id
/// <data>/postgres/   binaries, cluster and password of the embedded PostgreSQL
/// <data>/blobs/      the files, and <data>/incoming/ those on their way in
/// <data>/index/      the Lucene index: may be deleted while the node is stopped
/// <data>/logs/       what happened
/// ```
///
/// One process at a time: two PostgreSQL servers or two blob stores on one directory destroy each
/// other's work.
@NullMarked
package org.acequia.node.directory;

import org.jspecify.annotations.NullMarked;
