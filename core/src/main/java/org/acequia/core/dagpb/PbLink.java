package org.acequia.core.dagpb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.CidForm;

/// A link of a [PbNode].
///
/// @param cid the binary form of any CID
/// @param name the name, in UTF-8; an empty name and none are written differently
/// @param dagSizeBytes what the target and all blocks below it take together, if stated (`Tsize`);
///   a hint of whoever wrote the block, unsigned
public record PbLink(Bytes cid, Optional<Bytes> name, OptionalLong dagSizeBytes) {

  /// Refuses what is no CID.
  public PbLink {
    if (!CidForm.isWellFormed(cid)) {
      throw new IllegalArgumentException("Not a CID: " + cid);
    }
  }

  /// Returns the name, or an empty text where there is none.
  public String text() {
    return name.map(bytes -> new String(bytes.toArray(), UTF_8)).orElse("");
  }
}
