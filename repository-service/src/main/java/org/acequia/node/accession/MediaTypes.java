package org.acequia.node.accession;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/// Tells the media type of files by their first bytes and their name, and by nothing else: what
/// looks deeper into hostile bytes runs in a process of its own (see `indexer`'s extraction).
public final class MediaTypes {

  /// What nothing better is known of.
  public static final String UNKNOWN = "application/octet-stream";

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

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
    Metadata hint = new Metadata();
    hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
    return types.detect(marked, hint).toString();
  }
}
