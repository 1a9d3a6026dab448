package org.acequia.replication.wire.noise;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Encrypts what is written into Noise messages: as few as the size allows for each call, all given
/// to the socket in as few writes as its buffer allows. One thread at a time.
public final class NoiseOutput extends OutputStream {

  /// The most plaintext in one message.
  public static final int MAX_PLAIN_BYTES = 65_535 - SymmetricState.TAG_BYTES;

  /// Messages are gathered up to this size before the socket sees them.
  private static final int BUFFER_BYTES = 2 * (2 + 65_535);

  private final OutputStream socket;
  private final SecretKey key;
  private final Cipher cipher;
  private byte[] buffer = new byte[4 * 1024];
  private long counter;

  NoiseOutput(OutputStream socket, SecretKey key) throws GeneralSecurityException {
    this.socket = socket;
    this.key = key;
    this.cipher = Cipher.getInstance(SymmetricState.CIPHER);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int end = offset + length;
    int filled = 0;
    while (from < end) {
      int plain = Math.min(end - from, MAX_PLAIN_BYTES);
      int sealed = plain + SymmetricState.TAG_BYTES;
      if (filled + 2 + sealed > buffer.length) {
        socket.write(buffer, 0, filled);
        filled = 0;
        grow(end - from);
      }
      seal(bytes, from, plain, filled);
      filled += 2 + sealed;
      from += plain;
    }
    if (filled > 0) {
      socket.write(buffer, 0, filled);
    }
  }

  private void grow(int plainBytes) {
    long messages = (plainBytes + MAX_PLAIN_BYTES - 1L) / MAX_PLAIN_BYTES;
    long wanted = plainBytes + messages * (2 + SymmetricState.TAG_BYTES);
    if (wanted > buffer.length) {
      buffer = new byte[(int) Math.min(wanted, BUFFER_BYTES)];
    }
  }

  private void seal(byte[] bytes, int from, int length, int at) throws IOException {
    int sealed = length + SymmetricState.TAG_BYTES;
    buffer[at] = (byte) (sealed >>> 8);
    buffer[at + 1] = (byte) sealed;
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, SymmetricState.nonce(counter++));
      cipher.doFinal(bytes, from, length, buffer, at + 2);
    } catch (GeneralSecurityException e) {
      throw new NoiseException("Encryption failed", e);
    }
  }

  @Override
  public void flush() throws IOException {
    socket.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
