package org.acequia.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.acequia.core.cid.Cid;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The files that a node is fetching from a neighbour, as both disks show them.
///
/// @param node who fetches
/// @param source who has the files
public record Fetching(NodeProcess node, NodeProcess source) {

  private static final String SUFFIX = ".partial";

  /// A file of which a part is here.
  ///
  /// @param bytes how much is here: some and not all
  /// @param wholeBytes how much there is
  public record Part(String cid, long bytes, long wholeBytes) {

    @Override
    public String toString() {
      return "%d of %d bytes of %s".formatted(bytes, wholeBytes, cid);
    }
  }

  /// Waits until a file grows, and is not whole yet.
  ///
  /// @return nothing if none did in `patience`
  public Optional<Part> awaitGrowth(Duration patience) {
    Map<String, Long> before = new HashMap<>();
    try {
      return Optional.of(
          Awaitility.await("a file is being fetched")
              .atMost(patience)
              .pollDelay(Duration.ZERO)
              .pollInterval(2, TimeUnit.MILLISECONDS)
              .until(() -> grown(before), Optional::isPresent)
              .orElseThrow());
    } catch (ConditionTimeoutException _) {
      return Optional.empty();
    }
  }

  /// Returns how much there is now of a file that was seen before; nothing once it is whole.
  public Optional<Part> now(Part seen) {
    return part(node.data().resolve("blobs/incoming").resolve(seen.cid() + SUFFIX));
  }

  /// Returns how many bytes of files have come since the node was started.
  public long bytesSinceStart() {
    return Queues.value(Queues.metrics(node), "acequia_blobs_fetched_bytes_total");
  }

  private Optional<Part> grown(Map<String, Long> before) {
    try (Stream<Path> files = Files.list(node.data().resolve("blobs/incoming"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        Optional<Part> part = part(file);
        if (part.isPresent()) {
          Long last = before.put(part.get().cid(), part.get().bytes());
          if (last != null && last < part.get().bytes()) {
            return part;
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Part> part(Path file) {
    String name = file.getFileName().toString();
    String cid = name.substring(0, name.length() - SUFFIX.length());
    String shard = HexFormat.of().toHexDigits((byte) Cid.parse(cid).digest().firstByte());
    Path whole = source.data().resolve("blobs/blobs").resolve(shard).resolve(cid);
    try {
      Part part = new Part(cid, Files.size(file), Files.size(whole));
      return Optional.of(part).filter(it -> 0 < it.bytes() && it.bytes() < it.wholeBytes());
    } catch (NoSuchFileException _) {
      return Optional.empty(); // it has become whole
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
