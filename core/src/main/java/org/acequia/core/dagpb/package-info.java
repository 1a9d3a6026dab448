/// The DAG-PB codec: nodes with named links and opaque bytes (`specs/ipld-dag-pb.md`).
///
/// Blocks and [PbNode]s stand in a one-to-one relation: decoding refuses everything that encoding
/// would not have written, also the older order of fields, which the specification tolerates.
@NullMarked
package org.acequia.core.dagpb;

import org.jspecify.annotations.NullMarked;
