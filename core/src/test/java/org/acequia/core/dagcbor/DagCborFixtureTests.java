package org.acequia.core.dagcbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.acequia.core.SharedFiles;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.junit.jupiter.api.Test;

/// Blocks of the ipld/codec-fixtures suite (Apache-2.0 or MIT), each in a file named by its CID.
class DagCborFixtureTests {

  private static final int KNOWN_BLOCKS = 128;

  @Test
  void everyBlockOfTheSuiteIsReadAndWrittenAgainWithTheSameBytes() throws IOException {
    List<Path> blocks = blocks();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(KNOWN_BLOCKS);
    for (Path block : blocks) {
      byte[] bytes = Files.readAllBytes(block);
      Node node = DagCbor.decode(bytes, DagCbor.Limits.BLOCK);
      assertThat(DagCbor.encode(node)).as("%s", block).isEqualTo(bytes);
      assertThat(Cid.of(Codec.DAG_CBOR, bytes) + ".dag-cbor")
          .isEqualTo(block.getFileName().toString());
    }
  }

  private static List<Path> blocks() throws IOException {
    try (Stream<Path> files = Files.walk(SharedFiles.folder("ipld/codec-fixtures"))) {
      return files.filter(file -> file.toString().endsWith(".dag-cbor")).sorted().toList();
    }
  }
}
