/// Keeps the search index in step with the records.
///
/// PostgreSQL notes, in the transaction of each change, which items changed (`V2__accounts.sql`);
/// [org.acequia.node.indexing.IndexFeed] projects those items anew and forgets the notes once the
/// index has made them durable. Whatever crashes in between is done again.
@NullMarked
package org.acequia.node.indexing;

import org.jspecify.annotations.NullMarked;
