package org.acequia.node.uploads;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/// What is left of a request that is refused before it was read to its end.
public final class Unread {

  /// How much of it is read and thrown away.
  private static final int DRAINED_BYTES_MAX = 16 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  private Unread() {}

  /// Reads on for a while, so that whoever is still sending hears the answer: a connection that is
  /// closed under them takes the answer with it. Of what is longer than 16 MiB the rest is left.
  public static void drain(HttpServletRequest request) {
    drain(request, DRAINED_BYTES_MAX);
  }

  /// As [#drain(HttpServletRequest)], for people who are known.
  ///
  /// @param sizeBytesMax how much is read; of what is longer the rest is left
  public static void drain(HttpServletRequest request, long sizeBytesMax) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = sizeBytesMax;
    try {
      InputStream content = request.getInputStream();
      for (int count = 0; count >= 0 && left > 0; left -= count) {
        count = content.read(buffer);
      }
    } catch (IOException _) {
      // whoever sent it has gone away
    }
  }
}
