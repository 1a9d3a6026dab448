/// The DAG-CBOR codec, in full, and the strict profile that records keep to.
///
/// Bytes and [Node]s stand in a one-to-one relation: decoding refuses everything that encoding
/// would not have written (`specs/ipld-dag-cbor.md`, Strictness).
@NullMarked
package org.acequia.core.dagcbor;

import org.jspecify.annotations.NullMarked;
