/// Taking material in: folders of files, CSV and JSON lines become items.
///
/// A [RowSource] reads one file of descriptions, row by row, in constant memory; a [Mapping] says
/// which column or field becomes which Dublin Core term; an [Accession] goes through an
/// [ImportedFolder] or [ImportedTable], and its [ImportBatch] carries files and rows into the
/// archive, some hundred items a transaction. The id of an item is derived from where it comes from
/// ([SourceKey]), so that taking the same material in again adds nothing.
///
/// What was taken in as one act stands in the [AccessionBook] before it is committed, and
/// [AccessionUndo] takes it away again as one.
///
/// Whatever cannot be taken in is named and left out; the rest goes in.
@NullMarked
package org.acequia.node.accession;

import org.jspecify.annotations.NullMarked;
