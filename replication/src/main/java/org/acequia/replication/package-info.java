/// Keeping neighbours equal: [org.acequia.replication.Replication] takes connections, and keeps
/// records and blobs flowing.
@NullMarked
package org.acequia.replication;

import org.jspecify.annotations.NullMarked;
