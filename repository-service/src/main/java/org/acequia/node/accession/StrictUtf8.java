package org.acequia.node.accession;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens text files as UTF-8, without a byte order mark, refusing what is not UTF-8.
final class StrictUtf8 {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private StrictUtf8() {}

  /// Returns a reader that throws `CharacterCodingException` at the first byte that is not UTF-8.
  static Reader open(Path file) throws IOException {
    var bytes = new PushbackInputStream(Files.newInputStream(file), BYTE_ORDER_MARK.length);
    byte[] first = bytes.readNBytes(BYTE_ORDER_MARK.length);
    if (!java.util.Arrays.equals(first, BYTE_ORDER_MARK)) {
      bytes.unread(first);
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(bytes, decoder), 1 << 16);
  }
}
