package org.acequia.replication.wire.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.Signer;
import org.acequia.core.identity.SigningKey;
import org.acequia.replication.wire.Pipes;
import org.acequia.replication.wire.protobuf.ProtobufWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NoiseTests {

  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "ChaCha20");

  private Pipes pipes;

  @BeforeEach
  void connect() throws IOException {
    pipes = Pipes.connect();
  }

  @AfterEach
  void disconnect() throws IOException {
    pipes.close();
  }

  @Test
  void bothSidesLearnWhoTheOtherIsAndWhichMuxersItSpeaks() throws Exception {
    FutureTask<SecureChannel> responder = responding(identity(2));
    SecureChannel left = initiate(identity(1));
    SecureChannel right = responder.get(30, TimeUnit.SECONDS);

    assertThat(left.peer()).isEqualTo(PeerId.of(key(2).key()));
    assertThat(right.peer()).isEqualTo(PeerId.of(key(1).key()));
    assertThat(left.muxers()).containsExactly("/yamux/1.0.0");
    assertThat(right.muxers()).containsExactly("/yamux/1.0.0");
  }

  @Test
  void bytesOfEverySizeArriveAsTheyWere() throws Exception {
    FutureTask<SecureChannel> responder = responding(identity(2));
    SecureChannel left = initiate(identity(1));
    SecureChannel right = responder.get(30, TimeUnit.SECONDS);
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 1000, 65_518, 65_519, 65_520, 300_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      FutureTask<byte[]> read = start(() -> right.input().readNBytes(size));

      left.output().write(content);

      assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(content);
    }
    assertThat(right.input().read(new byte[0], 0, 0)).isZero();
  }

  @Test
  void anIdentityThatDoesNotVouchForTheStaticKeyIsRefused() throws Exception {
    SigningKey honest = key(1);
    Signer impostor =
        new Signer() {
          @Override
          public DeviceKey key() {
            return NoiseTests.key(9).key();
          }

          @Override
          public byte[] sign(byte[] message) {
            return honest.sign(message);
          }
        };
    FutureTask<SecureChannel> responder = responding(identity(2));
    initiate(NoiseIdentity.create(impostor, List.of()));

    assertThatThrownBy(() -> responder.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(NoiseException.class);
  }

  @Test
  void aKeyOfAnotherKindIsRefusedByName() {
    byte[] ecdsa = new ProtobufWriter().number(1, 3).bytes(2, new byte[91]).toByteArray();
    byte[] payload = new ProtobufWriter().bytes(1, ecdsa).bytes(2, new byte[64]).toByteArray();

    assertThatThrownBy(() -> NoiseIdentity.verify(payload, new byte[32]))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("ECDSA");
  }

  @Test
  void aHandshakeThatWasTamperedWithFails() throws Exception {
    FutureTask<SecureChannel> responder = responding(identity(2));
    FutureTask<SecureChannel> initiator =
        start(() ->
            NoiseHandshake.initiate(
                new Flipping(pipes.left().getInputStream(), 60),
                pipes.left().getOutputStream(),
                identity(1)));

    assertThatThrownBy(() -> initiator.get(30, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(javax.crypto.AEADBadTagException.class);
    pipes.left().close();
    assertThatThrownBy(() -> responder.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  @Test
  void aPointOfSmallOrderIsRefused() throws Exception {
    FutureTask<SecureChannel> responder = responding(identity(2));
    byte[] message = new byte[34];
    message[1] = 32;

    pipes.left().getOutputStream().write(message);

    assertThatThrownBy(() -> responder.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(NoiseException.class);
  }

  @Test
  void aHandshakeMessageThatIsTooLongIsRefusedUnread() throws Exception {
    FutureTask<SecureChannel> responder = responding(identity(2));

    pipes.left().getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff});

    assertThatThrownBy(() -> responder.get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(NoiseException.class);
  }

  @Test
  void oneFlippedBitBreaksTheChannelForGood() throws Exception {
    byte[] sealed = sealed("water".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] more = Arrays.copyOf(sealed, 2 * sealed.length);
    System.arraycopy(sealed, 0, more, sealed.length, sealed.length);
    more[4] ^= 1;
    NoiseInput input = new NoiseInput(new ByteArrayInputStream(more), KEY);

    assertThatThrownBy(input::read).isInstanceOf(NoiseException.class);
    assertThatThrownBy(input::read).isInstanceOf(NoiseException.class);
  }

  @Test
  void aMessageThatIsSentTwiceIsRefused() throws Exception {
    byte[] sealed = sealed(new byte[] {7});
    byte[] twice = Arrays.copyOf(sealed, 2 * sealed.length);
    System.arraycopy(sealed, 0, twice, sealed.length, sealed.length);
    NoiseInput input = new NoiseInput(new ByteArrayInputStream(twice), KEY);

    assertThat(input.read()).isEqualTo(7);
    assertThatThrownBy(input::read).isInstanceOf(NoiseException.class);
  }

  @Test
  void aCutWithinAMessageIsNoCleanEnd() throws Exception {
    byte[] sealed = sealed(new byte[100]);
    NoiseInput cut = new NoiseInput(new ByteArrayInputStream(sealed, 0, sealed.length - 1), KEY);
    NoiseInput whole = new NoiseInput(new ByteArrayInputStream(sealed), KEY);

    assertThatThrownBy(cut::readAllBytes).isInstanceOf(EOFException.class);
    assertThat(whole.readAllBytes()).hasSize(100);
  }

  private static byte[] sealed(byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new NoiseOutput(bytes, KEY).write(plain);
    return bytes.toByteArray();
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(Bytes.of(seed).toArray());
  }

  private static NoiseIdentity identity(int number) {
    return NoiseIdentity.create(key(number), List.of("/yamux/1.0.0"));
  }

  private SecureChannel initiate(NoiseIdentity us) throws IOException {
    return NoiseHandshake.initiate(
        pipes.left().getInputStream(), pipes.left().getOutputStream(), us);
  }

  private FutureTask<SecureChannel> responding(NoiseIdentity us) {
    return start(() ->
        NoiseHandshake.respond(
            pipes.right().getInputStream(), pipes.right().getOutputStream(), us));
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  /// Changes one bit of the byte at an offset.
  private static final class Flipping extends java.io.FilterInputStream {

    private int left;

    Flipping(java.io.InputStream input, int at) {
      super(input);
      this.left = at;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      return left-- == 0 ? value ^ 1 : value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (left >= 0 && left < count) {
        bytes[offset + left] ^= 1;
      }
      left -= count;
      return count;
    }
  }
}
