package org.acequia.it.harness;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// A curator who sends files in pieces, as the upload page does: begins an upload, sends it piece
/// by piece, keeps what the archive has already, and after the node died goes on where its answer
/// says. Remembers what was acknowledged.
public final class Sender implements Runnable {

  private static final int FILE_BYTES_MIN = 20_000;
  private static final int PIECE_BYTES = 512 << 10;

  /// Every third file is one that was sent before.
  private static final int TWIN_EVERY = 3;

  private final NodeProcess node;
  private final String collection;
  private final long seed;
  private final int fileBytesMax;
  private final List<Sent> uploads = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private volatile Optional<Hold> hold = Optional.empty();
  private volatile boolean settling;
  private Optional<TusClient> client = Optional.empty();
  private String accession = "";
  private String failure = "";

  /// @param seed of all that it sends
  /// @param fileBytesMax of each file
  public Sender(NodeProcess node, String collection, long seed, int fileBytesMax) {
    this.node = node;
    this.collection = collection;
    this.seed = seed;
    this.fileBytesMax = fileBytesMax;
  }

  /// A file of which the node knows that it is being sent.
  public static final class Sent {
    private final String key;
    private final long seed;
    private final int sizeBytes;
    private final String cid;
    private String place = "";
    private long acknowledgedBytes;
    private String item = "";

    private Sent(String key, long seed, int sizeBytes) {
      this.key = key;
      this.seed = seed;
      this.sizeBytes = sizeBytes;
      this.cid = TusClient.cid(content());
    }

    /// Returns the CID of its bytes.
    public String file() {
      return cid;
    }

    /// Returns the item that was acknowledged, or an empty text.
    public String item() {
      return item;
    }

    private byte[] content() {
      byte[] content = new byte[sizeBytes];
      new Random(seed).nextBytes(content);
      return content;
    }
  }

  /// Stops in the middle of a piece after so many more bytes, until [Hold#release()].
  public Hold holdAfter(int bytes) {
    Hold here = new Hold(bytes);
    hold = Optional.of(here);
    return here;
  }

  /// A piece that is not sent on.
  public static final class Hold {
    private int bytesLeft;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Hold(int bytes) {
      this.bytesLeft = bytes;
    }

    /// Tells whether the bytes before it have been handed over, and no further ones will be.
    public boolean isReached() {
      return reached.getCount() == 0;
    }

    /// Lets it go on.
    public void release() {
      released.countDown();
    }

    private int allowed(int wanted) throws IOException {
      if (bytesLeft == 0) {
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
        return wanted;
      }
      int allowed = Math.min(wanted, bytesLeft);
      bytesLeft -= allowed;
      return allowed;
    }
  }

  /// Tells whether the node has the last byte of a file and is making an item of it, or is told to
  /// keep a file that it had.
  public boolean isSettling() {
    return settling;
  }

  /// Sends what is unfinished and then new files, until told to stop or until the node does not
  /// answer.
  @Override
  public void run() {
    failure = "";
    try {
      client = Optional.of(TusClient.signedIn(node));
      accession = accession.isEmpty() ? client().accession(collection) : accession;
      for (Sent upload : List.copyOf(uploads)) {
        if (upload.item.isEmpty()) {
          goOn(upload);
        }
      }
      while (!enough.get()) {
        begin();
      }
    } catch (UncheckedIOException _) {
      settling = false; // the node is gone; what it had acknowledged is what counts
    } catch (IllegalStateException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  /// Lets it finish what it is at; run again, it sends what is unfinished, and no more.
  public void stop() {
    enough.set(true);
  }

  /// Lets it begin anew.
  public void goOn() {
    enough.set(false);
  }

  /// Returns what the node refused or has lost, or an empty text.
  public String failure() {
    return failure;
  }

  /// Returns every upload that was acknowledged, if only its beginning.
  public List<Sent> uploads() {
    return uploads;
  }

  private void begin() {
    int number = uploads.size();
    // The same at each attempt: an upload whose beginning was not heard of is begun once more.
    Random own = new Random(seed + number);
    boolean twin = number % TWIN_EVERY == TWIN_EVERY - 1;
    long contentSeed = twin ? uploads.get(own.nextInt(number)).seed : own.nextLong();
    Sent upload = new Sent("sent-" + number, contentSeed, sizeBytes(contentSeed));
    upload.place =
        client()
            .begin(
                Map.of(
                    "filename",
                    upload.key + ".bin",
                    "collection",
                    collection,
                    "accession",
                    accession,
                    "key",
                    upload.key),
                upload.sizeBytes);
    uploads.add(upload);
    sendFrom(upload, 0, client().head(upload.place));
  }

  private int sizeBytes(long contentSeed) {
    return FILE_BYTES_MIN + new Random(contentSeed).nextInt(fileBytesMax - FILE_BYTES_MIN);
  }

  private void goOn(Sent upload) {
    HttpResponse<String> now = client().head(upload.place);
    long offset = TusClient.offset(now);
    if (offset < upload.acknowledgedBytes) {
      throw new IllegalStateException(
          "Of %d acknowledged bytes %d are left".formatted(upload.acknowledgedBytes, offset));
    }
    sendFrom(upload, offset, now);
  }

  private void sendFrom(Sent upload, long from, HttpResponse<String> known) {
    byte[] content = upload.content();
    HttpResponse<String> last = known;
    upload.acknowledgedBytes = from;
    while (upload.acknowledgedBytes < upload.sizeBytes) {
      long offset = upload.acknowledgedBytes;
      int length = (int) Math.min(PIECE_BYTES, upload.sizeBytes - offset);
      boolean isLast = offset + length == content.length;
      last =
          TusClient.require(
              client().patchRaw(upload.place, offset, piece(content, offset, length, isLast)), 204);
      settling = false;
      upload.acknowledgedBytes = TusClient.offset(last);
    }
    if (TusClient.isSameAsAnother(last)) {
      settling = true;
      last = client().keep(upload.place);
      settling = false;
    }
    upload.item = TusClient.item(last);
    if (upload.item.isEmpty()) {
      throw new IllegalStateException("No item came of " + upload.key);
    }
  }

  private TusClient client() {
    return client.orElseThrow();
  }

  private BodyPublisher piece(byte[] content, long offset, int length, boolean isLast) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new Paced(content, (int) offset, length, isLast)),
        length);
  }

  /// Bytes that stop where they are held.
  private final class Paced extends FilterInputStream {
    private final boolean isLast;

    Paced(byte[] content, int offset, int length, boolean isLast) {
      super(new ByteArrayInputStream(content, offset, length));
      this.isLast = isLast;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Optional<Hold> here = hold;
      int allowed = here.isPresent() ? here.get().allowed(length) : length;
      int count = super.read(target, offset, allowed);
      settling = isLast && available() == 0;
      return count;
    }
  }
}
