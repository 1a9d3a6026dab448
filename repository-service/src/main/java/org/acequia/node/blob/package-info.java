/// Blobs as plain files, one per blob, readable with `ls` and `cat`.
///
/// ```
/// <root>/blobs/<first digest byte, two hex digits>/<CID>          a held blob, never modified
/// <root>/blobs/<first digest byte, two hex digits>/<CID>.leaves   the SHA-256 of its leaves, 32 bytes
///                                                                 each; only of blobs above 1 MiB
/// <root>/incoming/<random>.part                                   being written, or left by a crash
/// <root>/incoming/<CID>.partial                                   being received: its first bytes
/// <root>/damaged/<CID>                                            found damaged, kept for a person
///                                                                 to look at until held again
/// <root>/incoming/<name>.upload                                   being uploaded, in pieces
/// ```
///
/// The order of writes:
///
/// 1. A blob and its leaves *must* be written to `incoming` and made durable before either is
///    renamed.
/// 2. The leaves *must* be renamed before the blob: the name of the blob is what makes it held.
/// 3. The directory *must* be made durable before the blob is acknowledged.
/// 4. A removal *must* take the blob first and *should* take its leaves after.
///
/// So a crash leaves a whole blob, or none and some files without meaning: `.part` files, which
/// opening the store deletes, and leaves without a blob, which the next blob of that name replaces.
/// Leaves are not believed: a tree that does not hash to the CID is made again from the blob. All
/// 256 directories are made when the store is opened, so that storing never has to make one
/// durable.
///
/// A batch makes its files durable with one `syncfs` before its renames and one after them where
/// the system has it and the batch is large, and with one fsync for each file and directory
/// elsewhere.
///
/// Nothing is taken in once the [org.acequia.node.directory.SpaceReserve] has begun: what people
/// and peers send is refused before the database has no room for its log.
///
/// What a peer sends is kept across restarts as `.partial`, and not believed either: on resuming,
/// its leaves are hashed again. At most [PartialFiles#MAX_COUNT] are kept, none longer than
/// [PartialFiles#MAX_AGE].
///
/// What a browser uploads is kept as `.upload`, up to the byte that the database says is durable;
/// what lies behind is cut off when the upload goes on, and all before it is hashed again.
@NullMarked
package org.acequia.node.blob;

import org.jspecify.annotations.NullMarked;
