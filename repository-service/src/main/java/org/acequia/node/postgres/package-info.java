/// PostgreSQL: the node's own, supervised, or one that the operator runs.
///
/// ```
/// <data>/postgres/binaries-<version>-<architecture>/   unpacked once, never modified
/// <data>/postgres/cluster/                             PostgreSQL's data directory
/// <data>/postgres/cluster.new/                         an initdb that a crash cut short; made anew
/// <data>/postgres/password                             of the one database user; mode 0600
/// <data>/postgres/port                                 used last, tried first
/// <data>/logs/postgresql.log                           what the server says
/// ```
///
/// What must hold:
///
/// 1. fsync is on, always: a committed transaction survives power loss.
/// 2. No orphan. The server hangs on a small shell that reads from a pipe of this process. When the
///    process ends, however it ends, the pipe closes and the shell shuts the server down. When the
///    shell is killed, the kernel interrupts the server. Should one survive all the same, the next
///    start stops it, after making sure that it is the server of this very cluster.
/// 3. Binaries and cluster appear by rename: a start that was cut short is started again.
/// 4. It listens on 127.0.0.1 only, with no unix socket, and asks for a password (SCRAM).
/// 5. Statements and values do not reach the log.
@NullMarked
package org.acequia.node.postgres;

import org.jspecify.annotations.NullMarked;
