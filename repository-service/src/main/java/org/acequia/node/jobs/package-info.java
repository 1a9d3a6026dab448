/// Work that takes longer than a request: imports, verification, rebuilding the index, reading
/// files.
///
/// A part of the node names what it can do as a [org.acequia.node.jobs.JobKind] and asks
/// [org.acequia.node.jobs.Jobs] for it. What was asked for is a row in PostgreSQL before the answer
/// is given, so it outlives the process: a job that a dead process left behind is taken up again at
/// the next start, from its last checkpoint. db-scheduler holds the leases between processes on one
/// database.
@NullMarked
package org.acequia.node.jobs;

import org.jspecify.annotations.NullMarked;
