package org.acequia.indexer.extraction;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// What stands inside a document or an archive, in bounds: how deep, how many, and how many bytes
/// all of it unfolds to.
final class Unpacking implements EmbeddedDocumentExtractor {

  /// How deep files may stand inside files; what is deeper is not read.
  static final int DEPTH_MAX = 3;

  /// How many files inside one file are read.
  static final int COUNT_MAX = 1_000;

  /// How many bytes all of them may have together.
  static final long BYTES_MAX = 256L << 20;

  private final Parser parser;
  private final ParseContext context;
  private int depth;
  private int count;
  private long bytes;
  private boolean full;

  /// @param context in which this is what unpacks
  Unpacking(Parser parser, ParseContext context) {
    this.parser = parser;
    this.context = context;
  }

  /// More is there than is read.
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException() {
      super("Enough was unfolded");
    }
  }

  /// Returns whether more was there than is read.
  boolean isFull() {
    return full;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    if (count >= COUNT_MAX || bytes >= BYTES_MAX) {
      full = true;
      throw new FullException(); // to pass over the rest would mean to unfold it
    }
    if (depth >= DEPTH_MAX) {
      full = true;
      return false;
    }
    return true;
  }

  @Override
  public void parseEmbedded(
      InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    depth++;
    count++;
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    if (name != null) {
      char[] line = (name + "\n").toCharArray();
      handler.characters(line, 0, line.length);
    }
    try (TemporaryResources temporary = new TemporaryResources()) {
      TikaInputStream counted =
          TikaInputStream.get(new Counted(new Unclosed(stream)), temporary, metadata);
      parser.parse(counted, new BodyContentHandler(handler), metadata, context);
    } catch (TikaException | RuntimeException e) {
      if (bytes >= BYTES_MAX || count >= COUNT_MAX) {
        throw new IOException("It unfolds to more than is read", e);
      }
      return; // a part that cannot be read does not spoil the whole
    } finally {
      depth--;
    }
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      bytes += read;
      if (bytes > BYTES_MAX) {
        full = true;
        throw new IOException("It unfolds to more than %,d bytes".formatted(BYTES_MAX));
      }
    }
  }

  /// The stream belongs to whoever unpacks.
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // stays open
    }
  }
}
