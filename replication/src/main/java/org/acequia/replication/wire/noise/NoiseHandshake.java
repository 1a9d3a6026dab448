package org.acequia.replication.wire.noise;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// The three messages that turn two streams of bytes into a secure channel with a known peer.
///
/// The caller bounds the time: a peer that stops answering is cut by closing the socket.
public final class NoiseHandshake {

  /// The longest handshake message that is read; an honest one, even with extensions that we do not
  /// know, is far shorter.
  static final int MAX_MESSAGE_BYTES = 4096;

  private static final int SEALED_KEY_BYTES = SymmetricState.KEY_BYTES + SymmetricState.TAG_BYTES;

  private final DataInputStream input;
  private final OutputStream output;
  private final NoiseIdentity us;
  private final SymmetricState state;
  private final X25519 ephemeral;

  private NoiseHandshake(InputStream input, OutputStream output, NoiseIdentity us)
      throws GeneralSecurityException {
    this.input = new DataInputStream(input);
    this.output = output;
    this.us = us;
    this.state = new SymmetricState();
    this.ephemeral = X25519.generate();
  }

  /// Does the initiator's part. Reads nothing beyond the handshake.
  ///
  /// @throws NoiseException if the peer does not prove who it is
  /// @throws IOException if the peer is gone
  public static SecureChannel initiate(InputStream input, OutputStream output, NoiseIdentity us)
      throws IOException {
    try {
      return new NoiseHandshake(input, output, us).initiate();
    } catch (GeneralSecurityException e) {
      throw new NoiseException("The handshake is not authentic", e);
    }
  }

  /// Does the responder's part. Reads nothing beyond the handshake.
  ///
  /// @throws NoiseException if the peer does not prove who it is
  /// @throws IOException if the peer is gone
  public static SecureChannel respond(InputStream input, OutputStream output, NoiseIdentity us)
      throws IOException {
    try {
      return new NoiseHandshake(input, output, us).respond();
    } catch (GeneralSecurityException e) {
      throw new NoiseException("The handshake is not authentic", e);
    }
  }

  private SecureChannel initiate() throws IOException, GeneralSecurityException {
    state.mixHash(ephemeral.publicBytes());
    state.encryptAndHash(new byte[0]);
    send(ephemeral.publicBytes());

    byte[] message = receive(SymmetricState.KEY_BYTES + SEALED_KEY_BYTES);
    byte[] theirEphemeral = Arrays.copyOf(message, SymmetricState.KEY_BYTES);
    state.mixHash(theirEphemeral);
    state.mixKey(ephemeral.agree(theirEphemeral));
    int payloadAt = SymmetricState.KEY_BYTES + SEALED_KEY_BYTES;
    byte[] theirStatic =
        state.decryptAndHash(Arrays.copyOfRange(message, SymmetricState.KEY_BYTES, payloadAt));
    state.mixKey(ephemeral.agree(theirStatic));
    byte[] payload = state.decryptAndHash(Arrays.copyOfRange(message, payloadAt, message.length));
    NoiseIdentity.Remote remote = NoiseIdentity.verify(payload, theirStatic);

    byte[] sealedStatic = state.encryptAndHash(us.staticKey().publicBytes());
    state.mixKey(us.staticKey().agree(theirEphemeral));
    send(sealedStatic, state.encryptAndHash(us.payload()));
    SymmetricState.Keys keys = state.split();
    return channel(remote, keys.ofResponder(), keys.ofInitiator());
  }

  private SecureChannel respond() throws IOException, GeneralSecurityException {
    byte[] first = receive(SymmetricState.KEY_BYTES);
    byte[] theirEphemeral = Arrays.copyOf(first, SymmetricState.KEY_BYTES);
    state.mixHash(theirEphemeral);
    state.decryptAndHash(Arrays.copyOfRange(first, SymmetricState.KEY_BYTES, first.length));

    state.mixHash(ephemeral.publicBytes());
    state.mixKey(ephemeral.agree(theirEphemeral));
    byte[] sealedStatic = state.encryptAndHash(us.staticKey().publicBytes());
    state.mixKey(us.staticKey().agree(theirEphemeral));
    send(ephemeral.publicBytes(), sealedStatic, state.encryptAndHash(us.payload()));

    byte[] message = receive(SEALED_KEY_BYTES);
    byte[] theirStatic = state.decryptAndHash(Arrays.copyOf(message, SEALED_KEY_BYTES));
    state.mixKey(ephemeral.agree(theirStatic));
    byte[] payload =
        state.decryptAndHash(Arrays.copyOfRange(message, SEALED_KEY_BYTES, message.length));
    NoiseIdentity.Remote remote = NoiseIdentity.verify(payload, theirStatic);
    SymmetricState.Keys keys = state.split();
    return channel(remote, keys.ofInitiator(), keys.ofResponder());
  }

  private SecureChannel channel(NoiseIdentity.Remote remote, SecretKey receiving, SecretKey sending)
      throws GeneralSecurityException {
    return new SecureChannel(
        remote.peer(),
        remote.muxers(),
        new NoiseInput(input, receiving),
        new NoiseOutput(output, sending));
  }

  private void send(byte[]... parts) throws IOException {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] message = new byte[2 + size];
    message[0] = (byte) (size >>> 8);
    message[1] = (byte) size;
    int at = 2;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, message, at, part.length);
      at += part.length;
    }
    output.write(message);
    output.flush();
  }

  private byte[] receive(int leastBytes) throws IOException {
    int size = input.readUnsignedShort();
    if (size < leastBytes || size > MAX_MESSAGE_BYTES) {
      throw new NoiseException("A handshake message of %d bytes".formatted(size));
    }
    byte[] message = new byte[size];
    input.readFully(message);
    return message;
  }
}
