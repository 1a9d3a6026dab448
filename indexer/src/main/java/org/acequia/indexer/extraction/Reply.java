package org.acequia.indexer.extraction;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.DagCborException;
import org.acequia.core.dagcbor.MapBuilder;
import org.acequia.core.dagcbor.MapReader;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.media.Fault;
import org.acequia.core.media.FileMetadata;
import org.acequia.core.media.FileMetadataCodec;
import org.acequia.core.media.Preview;
import org.acequia.core.media.PreviewSize;

/// What a worker found.
///
/// @param mediaType what the file is, by its bytes
/// @param small of the picture left as [Job#SMALL]
/// @param large of the picture left as [Job#LARGE]
/// @param hasText whether words were left as [Job#TEXT], in UTF-8
/// @param next what another program should do
/// @param fault what went wrong
record Reply(
    String mediaType,
    FileMetadata metadata,
    Optional<Preview> small,
    Optional<Preview> large,
    boolean hasText,
    Next next,
    Optional<Fault> fault) {

  private static final int TYPE_LENGTH_MAX = 255;
  private static final int NAME_LENGTH_MAX = 32;

  /// What is left to do for a program that reads more formats.
  enum Next {
    /// Nothing.
    NOTHING,
    /// A picture that Java does not read.
    STILL,
    /// Sound or moving pictures.
    PLAYED
  }

  Node toNode() {
    MapBuilder map =
        new MapBuilder()
            .put("type", mediaType)
            .put("metadata", Bytes.of(FileMetadataCodec.encode(metadata)))
            .put("text", hasText)
            .put("next", next.name())
            .putIfPresent("fault", fault, value -> new Node.Text(value.name()));
    small.ifPresent(picture -> map.put("small", size(picture)));
    large.ifPresent(picture -> map.put("large", size(picture)));
    return map.build();
  }

  private static Node size(Preview picture) {
    return new MapBuilder().put("w", picture.width()).put("h", picture.height()).build();
  }

  /// @throws DagCborException if it is no reply
  static Reply of(Node node) {
    MapReader map = MapReader.of(node, "reply");
    Reply reply =
        new Reply(
            map.text("type", TYPE_LENGTH_MAX),
            FileMetadataCodec.decode(
                map.bytes("metadata", 0, FileMetadataCodec.SIZE_BYTES_MAX).toArray()),
            preview(map, "small", PreviewSize.SMALL),
            preview(map, "large", PreviewSize.LARGE),
            map.bool("text"),
            constant(map.text("next", NAME_LENGTH_MAX), Next.values(), Next::name),
            map.optionalText("fault", NAME_LENGTH_MAX)
                .map(name -> constant(name, Fault.values(), Fault::name)));
    map.end();
    return reply;
  }

  private static Optional<Preview> preview(MapReader map, String key, PreviewSize size) {
    return map.optionalMap(key)
        .map(edges -> {
          int width = (int) edges.integer("w", 1, size.longEdgePx());
          int height = (int) edges.integer("h", 1, size.longEdgePx());
          edges.end();
          return new Preview(size, width, height);
        });
  }

  private static <T> T constant(String name, T[] values, Function<T, String> nameOf) {
    return Arrays.stream(values)
        .filter(value -> nameOf.apply(value).equals(name))
        .findFirst()
        .orElseThrow(() -> new DagCborException("reply names something unknown"));
  }
}
