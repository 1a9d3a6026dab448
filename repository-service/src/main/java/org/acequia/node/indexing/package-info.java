/// Keeping the search index in step with the records.
///
/// The database notes every subject about which something arrived, in the transaction that adds it
/// ([ArrivalLog], `V5__arrivals.sql`). One thread ([IndexFeeder]) reads that log, projects the
/// items anew and puts them into the index, and commits with the index how far it has come. So
/// whatever crashes, the index goes on where its last commit was; one that is missing, damaged or
/// of another database is rebuilt.
@NullMarked
package org.acequia.node.indexing;

import org.jspecify.annotations.NullMarked;
