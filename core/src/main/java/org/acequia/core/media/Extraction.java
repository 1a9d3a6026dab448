package org.acequia.core.media;

import java.util.Optional;

/// How far a node has come in reading a file. What can be shown can be asked of every state.
public sealed interface Extraction {

  /// Returns what the file says about itself, as far as it is known.
  default FileMetadata metadata() {
    return findings().metadata();
  }

  /// Returns the picture of this size, if there is one.
  default Optional<Preview> preview(PreviewSize size) {
    return switch (size) {
      case SMALL -> findings().small();
      case LARGE -> findings().large();
    };
  }

  /// Returns what was got out of the file.
  Findings findings();

  /// Nobody has read the file yet: it stands in line, or is not held.
  record Waiting() implements Extraction {
    @Override
    public Findings findings() {
      return Findings.NONE;
    }
  }

  /// The file was read. There may be nothing to show: not every kind of file has a picture.
  record Done(Findings findings) implements Extraction {}

  /// Something that should have been there could not be got out of it.
  ///
  /// @param fault why
  /// @param findings what was got out all the same
  record Failed(Fault fault, Findings findings) implements Extraction {}

  /// What was got out of a file.
  ///
  /// @param hasText whether words were found in it, which search finds
  record Findings(
      FileMetadata metadata, Optional<Preview> small, Optional<Preview> large, boolean hasText) {

    /// Nothing.
    public static final Findings NONE =
        new Findings(FileMetadata.NONE, Optional.empty(), Optional.empty(), false);
  }
}
