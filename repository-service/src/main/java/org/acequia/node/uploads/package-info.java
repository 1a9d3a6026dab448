/// Files that browsers send, in pieces, over links that break: the server side of tus 1.0.0 (core,
/// creation, creation-with-upload, expiration, termination), and what becomes of the files.
///
/// Bytes are hashed as they arrive into a draft of the blob store; how many of them are durable
/// stands in the database, and is what an answer says. When all are there the draft becomes a blob,
/// and an item of one accession, which can be undone. Each step can be repeated, so a crash between
/// two of them costs nothing but the bytes that no answer had acknowledged.
///
/// Bounds: so many unfinished uploads a curator, so long kept, and a reserve of the disk.
@NullMarked
package org.acequia.node.uploads;

import org.jspecify.annotations.NullMarked;
