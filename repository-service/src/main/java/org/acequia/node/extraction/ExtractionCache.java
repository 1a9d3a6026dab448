package org.acequia.node.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.PreviewSize;
import org.acequia.indexer.extraction.Extractor;

/// Text and pictures as plain files: `<root>/<first digest byte, two hex digits>/<CID>.text`,
/// `….small.jpg` and `….large.jpg`. Any of them can be deleted at any time.
///
/// @param root made when it is first needed
record ExtractionCache(Path root) {

  private static final String TEXT = ".text";

  /// No character takes more.
  private static final int CHARACTER_BYTES_MAX = 4;

  /// Tells whether anything was ever kept here.
  boolean isThere() {
    return Files.isDirectory(root);
  }

  /// Takes over what an extractor left, in place of what was there.
  ///
  /// @throws IOException if the disk is full or fails; what is not there is made again
  void keep(Cid file, Extractor.Outcome outcome) throws IOException {
    Path folder = folder(file);
    Files.createDirectories(folder);
    take(outcome.small().map(Extractor.Picture::file), picture(file, PreviewSize.SMALL));
    take(outcome.large().map(Extractor.Picture::file), picture(file, PreviewSize.LARGE));
    take(outcome.text(), folder.resolve(file + TEXT));
  }

  /// Durable before it has its name, so that no crash leaves an empty picture.
  private static void take(Optional<Path> left, Path target) throws IOException {
    if (left.isEmpty()) {
      Files.deleteIfExists(target);
      return;
    }
    try (FileChannel channel = FileChannel.open(left.get(), WRITE)) {
      channel.force(true);
    }
    Files.move(left.get(), target, ATOMIC_MOVE);
  }

  /// Returns where the picture is, if it is.
  Optional<Path> find(Cid file, PreviewSize size) {
    Path path = picture(file, size);
    return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  /// Returns how the words found in a file begin, if they are here; reads no more than four bytes
  /// for each unit.
  ///
  /// @param lengthMax in UTF-16 units; no character is cut in two
  Optional<String> text(Cid file, int lengthMax) throws IOException {
    int length = Math.clamp(lengthMax, 0, Extractions.TEXT_LENGTH_MAX);
    try (InputStream in = Files.newInputStream(folder(file).resolve(file + TEXT))) {
      return Optional.of(decode(in.readNBytes(CHARACTER_BYTES_MAX * length), length));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Returns how the words in `bytes` begin. A decoder writes both halves of a surrogate pair or
  /// none, and waits for the rest of what was cut among the bytes.
  static String decode(byte[] bytes, int lengthMax) {
    CharBuffer text = CharBuffer.allocate(Math.min(lengthMax, bytes.length));
    UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes), text, false);
    return text.flip().toString();
  }

  private Path picture(Cid file, PreviewSize size) {
    return folder(file).resolve("%s.%s.jpg".formatted(file, size.code()));
  }

  private Path folder(Cid file) {
    return root.resolve(HexFormat.of().toHexDigits((byte) file.digest().firstByte()));
  }
}
