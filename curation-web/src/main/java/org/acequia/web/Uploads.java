package org.acequia.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;

/// Takes in files that people send.
public interface Uploads {

  /// The longest file name kept, in bytes of UTF-8.
  int NAME_SIZE_BYTES_MAX = 255;

  /// Returns the size of the largest file taken, in bytes.
  long sizeBytesMax();

  /// Stores a file whole, hashing it as it arrives. Reads `content` to its end; the caller closes
  /// it.
  ///
  /// @param name as the browser gave it: cleaned before it is kept, never used as a path
  /// @param declaredType the browser's guess; what is in the file decides
  /// @return [Outcome.Kept] once the bytes survive a power loss; after [Outcome.Refused] none of
  ///   them is left
  /// @throws IOException if `content` fails; nothing is left then
  Outcome keep(InputStream content, String name, String declaredType) throws IOException;

  /// Returns an item of the archive that has the file.
  Optional<ItemId> holder(Cid blob);

  /// How it ended.
  sealed interface Outcome {
    /// The file is a blob now.
    record Kept(MediaFile file) implements Outcome {}

    /// It is not.
    record Refused(Reason reason) implements Outcome {}
  }

  /// Why a file is not taken.
  enum Reason {
    /// It has more than [#sizeBytesMax] bytes.
    TOO_LARGE,
    /// The disk is, or would be, full.
    NO_SPACE
  }
}
