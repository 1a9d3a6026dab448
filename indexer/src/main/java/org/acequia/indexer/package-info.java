/// From items to a Lucene index, and back to hits.
///
/// The index is derived: deleting its directory loses nothing, `./acequia reindex` writes it anew.
/// One analysis serves all languages: Unicode word boundaries, then case, accents and width folded
/// away ([FoldingAnalyzer]), so that *São* is found by *sao*. No stemming: a reader finds what they
/// typed.
///
/// An item is one document ([ItemDocument] says which fields), a query is read by [QueryReader],
/// and [LuceneSearchIndex] keeps the two together.
@NullMarked
package org.acequia.indexer;

import org.jspecify.annotations.NullMarked;
