/// What is got out of a file: metadata, text and pictures, in processes of their own.
///
/// Files are hostile, and the programs that read them are large. So nothing of a file is parsed
/// inside the node. [Extractor] runs in the node and hands one file at a time to
///
/// - a Java worker ([WorkerMain]): images, documents, archives. It lives on for many files, and is
///   killed and started again when a file takes too long or too much;
/// - `ffprobe` and `ffmpeg`, once for each call: sound, moving pictures, and the still pictures
///   that Java does not read. They get the file as an open descriptor and may open nothing else.
///
/// Both have bounds on time, memory and output, a lower priority, no network where the system lets
/// an ordinary user have that, and an environment without the node's variables.
///
/// Between node and worker (standard input and output), both ways: a length of 4 bytes, big-endian,
/// and that many of DAG-CBOR, a `Job` and its `Reply`. What they say is checked on arrival like
/// anybody's bytes. Pictures and text are left in a scratch directory that is emptied after each
/// file.
@NullMarked
package org.acequia.indexer.extraction;

import org.jspecify.annotations.NullMarked;
