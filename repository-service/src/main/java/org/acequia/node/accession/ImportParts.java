package org.acequia.node.accession;

import java.util.List;
import java.util.function.Consumer;
import org.acequia.core.archive.Archive;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.node.directory.SpaceReserve;

/// What an import works on.
///
/// @param book where what it adds is written down
/// @param arrived hears of files that are here now
/// @param reserve of the disk, which imports leave alone
public record ImportParts(
    Archive archive,
    BlobStore blobs,
    MediaTypes mediaTypes,
    AccessionBook book,
    Consumer<List<Cid>> arrived,
    SpaceReserve reserve) {}
