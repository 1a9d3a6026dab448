package org.acequia.replication.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.PeerId;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.store.MemoryBlobStore;
import org.acequia.replication.wire.Connection;
import org.acequia.replication.wire.Stream;
import org.junit.jupiter.api.Test;

class BlobServerTests {

  private static final byte[] SONG = "song".getBytes(UTF_8);
  private static final Cid CID = Cid.of(Codec.RAW, SONG);
  private static final PeerId ANA =
      PeerId.of(SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]).key());

  private final MemoryBlobStore blobs = new MemoryBlobStore(1 << 20);
  private final BlobRequest request = new BlobRequest.Leaves(List.of(CID.digest()));
  private boolean asked;

  @Test
  void aBlobThatIsNotHereIsPromised() throws Exception {
    BlobServer server = new BlobServer(blobs, (_, _) -> true);

    assertThat(answer(server)).containsExactly(0);
    assertThat(server.takePromised(List.of(CID))).isEqualTo(Map.of(ANA, List.of(CID)));
    assertThat(server.takePromised(List.of(CID))).as("told once").isEmpty();
  }

  @Test
  void aBlobThatArrivesBetweenTheLookAndThePromiseIsServed() throws Exception {
    BlobServer[] server = new BlobServer[1];
    BiPredicate<PeerId, Cid> arriving =
        (_, _) -> {
          if (asked) {
            return true;
          }
          asked = true;
          keep();
          assertThat(server[0].takePromised(List.of(CID))).as("nobody is promised yet").isEmpty();
          return false;
        };
    server[0] = new BlobServer(blobs, arriving);

    assertThat(answer(server[0])).startsWith(SONG.length + 1).endsWith(SONG);
  }

  private void keep() {
    try {
      blobs.put(new ByteArrayInputStream(SONG));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns what the server writes when it is asked for the song.
  private byte[] answer(BlobServer server) throws IOException {
    Bytes asking = new Bytes(InputStream.nullInputStream());
    new BlobWire(asking).write(request);
    Bytes answering = new Bytes(new ByteArrayInputStream(asking.written.toByteArray()));
    server.serve(fromAna(), answering);
    return answering.written.toByteArray();
  }

  private static Connection fromAna() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("peer");
              return ANA;
            });
  }

  private static final class Bytes implements Stream {

    private final InputStream input;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Bytes(InputStream input) {
      this.input = input;
    }

    @Override
    public String protocol() {
      return BlobServer.PROTOCOL;
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return written;
    }

    @Override
    public void idleLimit(Duration limit) {}

    @Override
    public void reset() {}

    @Override
    public void close() {}
  }
}
