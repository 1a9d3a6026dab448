/// Records in PostgreSQL: how they come in ([RecordIntake], [Ledger]), where they are kept
/// ([PostgresRecordStore]), what is derived from them ([SetIndexes], [Communities],
/// [BlobReferences]) and the archive that they add up to ([ArchiveService]).
///
/// Invariants:
///
/// - What is acknowledged is committed. Every derivation in memory is rebuilt from the tables at
///   the start, and follows each commit in the order of commits ([Announcer]).
/// - A device's records of a set form one chain, however many threads sign ([Ledger]).
/// - Bodies are held only where a held record names them.
@NullMarked
package org.acequia.node.records;

import org.jspecify.annotations.NullMarked;
