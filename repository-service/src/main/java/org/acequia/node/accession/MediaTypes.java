package org.acequia.node.accession;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.Tika;

/// Tells the media type of files by their first bytes and their name.
public final class MediaTypes {

  /// What nothing better is known of.
  public static final String UNKNOWN = "application/octet-stream";

  private final Tika tika = new Tika();

  /// Returns the IANA media type of `file`, [#UNKNOWN] where it cannot be told.
  ///
  /// @param name the name to judge by beside the bytes
  public String of(Path file, String name) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return of(content, name);
    }
  }

  /// Returns the IANA media type of `content`, of which the beginning is read.
  public String of(InputStream content, String name) throws IOException {
    return tika.detect(content, name);
  }
}
