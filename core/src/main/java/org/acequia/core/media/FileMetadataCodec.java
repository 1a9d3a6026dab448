package org.acequia.core.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.acequia.core.dagcbor.DagCbor;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.dagcbor.Node;

/// Writes and reads [FileMetadata] as DAG-CBOR, one key for each thing said. Degrees are integers,
/// in millionths.
public final class FileMetadataCodec {

  /// The longest form, in bytes: every text at its limit, in four bytes a character.
  public static final int SIZE_BYTES_MAX = 512 << 10;

  private static final int DEPTH = 4;
  private static final double DEGREE = 1_000_000;
  private static final long LONGEST_MS = Duration.ofDays(3_650).toMillis();
  private static final DagCbor.Limits LIMITS = new DagCbor.Limits(SIZE_BYTES_MAX, DEPTH, false);

  private FileMetadataCodec() {}

  /// Returns the bytes of `metadata`.
  public static byte[] encode(FileMetadata metadata) {
    MapBuilder map =
        new MapBuilder()
            .putIfPresent("title", metadata.title(), Node.Text::new)
            .putIfPresent("description", metadata.description(), Node.Text::new)
            .put("creators", metadata.creators(), Node.Text::new)
            .putIfPresent("date", metadata.date(), Node.Text::new)
            .putIfPresent("place", metadata.place(), Node.Text::new)
            .putIfPresent("camera", metadata.camera(), Node.Text::new)
            .put("keywords", metadata.keywords(), Node.Text::new)
            .putIfPresent("rights", metadata.rights(), Node.Text::new)
            .putIfPresent("language", metadata.language(), Node.Text::new)
            .putIfPresent("duration", metadata.duration().map(Duration::toMillis), Node.Int::new);
    metadata
        .coordinates()
        .ifPresent(at ->
            map.put("latitude", Math.round(at.latitude() * DEGREE))
                .put("longitude", Math.round(at.longitude() * DEGREE)));
    metadata.width().ifPresent(width -> map.put("width", width));
    metadata.height().ifPresent(height -> map.put("height", height));
    metadata.pages().ifPresent(pages -> map.put("pages", pages));
    return DagCbor.encode(map.build());
  }

  /// Reads what [#encode] wrote, or a hostile program.
  ///
  /// @throws DagCborException if it is something else, or breaks a limit of [FileMetadata]
  public static FileMetadata decode(byte[] bytes) {
    MapReader map = MapReader.of(DagCbor.decode(bytes, LIMITS), "metadata");
    FileMetadata metadata =
        new FileMetadata(
            line(map, "title"),
            map.optionalText("description", FileMetadata.TEXT_LENGTH_MAX),
            lines(map, "creators"),
            line(map, "date"),
            line(map, "place"),
            coordinates(map),
            line(map, "camera"),
            lines(map, "keywords"),
            line(map, "rights"),
            line(map, "language"),
            number(map, "width"),
            number(map, "height"),
            duration(map),
            number(map, "pages"));
    map.end();
    return metadata;
  }

  private static Optional<String> line(MapReader map, String key) {
    return map.optionalText(key, FileMetadata.LINE_LENGTH_MAX);
  }

  private static List<String> lines(MapReader map, String key) {
    return map.list(
        key,
        FileMetadata.VALUES_MAX,
        node -> {
          if (node instanceof Node.Text(String text)
              && text.length() <= FileMetadata.LINE_LENGTH_MAX) {
            return text;
          }
          throw new DagCborException("metadata.%s holds no line".formatted(key));
        });
  }

  private static Optional<Coordinates> coordinates(MapReader map) {
    OptionalLong latitude = map.optionalInteger("latitude", degrees(-90), degrees(90));
    OptionalLong longitude = map.optionalInteger("longitude", degrees(-180), degrees(180));
    return latitude.isPresent() && longitude.isPresent()
        ? Optional.of(
            new Coordinates(latitude.getAsLong() / DEGREE, longitude.getAsLong() / DEGREE))
        : Optional.empty();
  }

  private static long degrees(int degrees) {
    return Math.round(degrees * DEGREE);
  }

  private static Optional<Duration> duration(MapReader map) {
    OptionalLong millis = map.optionalInteger("duration", 0, LONGEST_MS);
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsLong()))
        : Optional.empty();
  }

  private static OptionalInt number(MapReader map, String key) {
    OptionalLong number = map.optionalInteger(key, 0, Integer.MAX_VALUE);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
