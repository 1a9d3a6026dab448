package org.acequia.replication.wire.noise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Decrypts Noise messages. A message that is not authentic is a [NoiseException], and so is every
/// read after it. One thread at a time.
public final class NoiseInput extends InputStream {

  private static final int LENGTH_BYTES = 2;
  private static final int READ_BYTES = 128 * 1024;

  private final InputStream socket;
  private final SecretKey key;
  private final Cipher cipher;
  private final byte[] ahead = new byte[READ_BYTES];
  private int aheadFrom;
  private int aheadEnd;
  // Decrypted in place: the JDK takes its fast path only where a ciphertext begins its array.
  private byte[] message = new byte[4 * 1024];
  private int from;
  private int end;
  private long counter;
  private boolean broken;

  NoiseInput(InputStream socket, SecretKey key) throws GeneralSecurityException {
    this.socket = socket;
    this.key = key;
    this.cipher = Cipher.getInstance(SymmetricState.CIPHER);
  }

  @Override
  public int read() throws IOException {
    return fill() ? message[from++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - from);
    System.arraycopy(message, from, bytes, offset, count);
    from += count;
    return count;
  }

  @Override
  public int available() {
    return end - from;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// Makes at least one plain byte ready; false at the end of the socket, between two messages.
  private boolean fill() throws IOException {
    while (from == end) {
      if (broken) {
        throw new NoiseException("The secure channel is broken");
      }
      if (!buffered(LENGTH_BYTES)) {
        return false;
      }
      int size = ((ahead[aheadFrom] & 0xff) << 8) | (ahead[aheadFrom + 1] & 0xff);
      if (size < SymmetricState.TAG_BYTES) {
        broken = true;
        throw new NoiseException("A message of %d bytes cannot be authentic".formatted(size));
      }
      if (!buffered(LENGTH_BYTES + size)) {
        throw new EOFException("The connection was cut within a message");
      }
      open(size);
    }
    return true;
  }

  private void open(int size) throws NoiseException {
    if (message.length < size) {
      message = new byte[Math.min(0xffff, Math.max(size, 4 * message.length))];
    }
    System.arraycopy(ahead, aheadFrom + LENGTH_BYTES, message, 0, size);
    aheadFrom += LENGTH_BYTES + size;
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, SymmetricState.nonce(counter++));
      from = 0;
      end = cipher.doFinal(message, 0, size, message, 0);
    } catch (GeneralSecurityException e) {
      from = 0;
      end = 0;
      broken = true;
      throw new NoiseException("A message is not authentic", e);
    }
  }

  /// Reads until `wanted` bytes are ahead; false if the socket ends before the first of them.
  private boolean buffered(int wanted) throws IOException {
    if (aheadEnd - aheadFrom >= wanted) {
      return true;
    }
    if (aheadFrom + wanted > ahead.length || aheadFrom == aheadEnd) {
      System.arraycopy(ahead, aheadFrom, ahead, 0, aheadEnd - aheadFrom);
      aheadEnd -= aheadFrom;
      aheadFrom = 0;
    }
    while (aheadEnd - aheadFrom < wanted) {
      int count = socket.read(ahead, aheadEnd, ahead.length - aheadEnd);
      if (count < 0) {
        if (aheadEnd == aheadFrom) {
          return false;
        }
        throw new EOFException("The connection was cut within a message");
      }
      aheadEnd += count;
    }
    return true;
  }
}
