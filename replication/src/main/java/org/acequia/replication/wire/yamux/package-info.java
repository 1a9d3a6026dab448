/// The stream multiplexer: `/yamux/1.0.0` (libp2p `yamux` r0, after HashiCorp's), over any two
/// streams of bytes.
///
/// ```
/// frame = version 0 | type | flags (16 bit) | stream (32 bit) | length (32 bit) | data
/// ```
///
/// Two virtual threads serve a session. One reads frames and hands bytes to streams, and never
/// waits for the other side to read: whatever it must answer is queued. One writes: frames gather
/// while it is busy and leave together, so that small frames do not cost a packet each. A third
/// wakes now and then, asks a silent peer for a sign of life and clears streams that a peer forgot
/// to close.
///
/// Flow control: each stream begins with the protocol's 256 KiB and its window doubles while its
/// reader keeps up, out of a budget of the session; so one fast stream fills a long link, and many
/// slow ones cost little. What is received and not read is counted for each session and for the
/// whole node; a stream that would exceed either is reset.
///
/// A peer that breaks the rules (more than a window, a stream it never opened, a frame without
/// meaning) loses its session, with a go-away that says so.
@NullMarked
package org.acequia.replication.wire.yamux;

import org.jspecify.annotations.NullMarked;
