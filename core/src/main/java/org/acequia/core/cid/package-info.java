/// Names for immutable bytes.
///
/// A [Cid] is the only identifier that crosses a peer boundary. Everything here is pure: no I/O, no
/// clock, no framework. The binary and text forms are fixed by [the CID
/// specification](https://github.com/multiformats/cid); this project writes only CIDv1 with SHA-256
/// and refuses to parse anything else.
@NullMarked
package org.acequia.core.cid;

import org.jspecify.annotations.NullMarked;
