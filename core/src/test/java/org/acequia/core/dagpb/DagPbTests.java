package org.acequia.core.dagpb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.core.SharedFiles;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DagPbTests {

  private static final int KNOWN_BLOCKS = 17;

  /// The ipld/codec-fixtures suite (Apache-2.0 or MIT).
  @Test
  void everyBlockOfTheSuiteIsReadAndWrittenAgainWithTheSameBytes() throws IOException {
    List<Path> blocks;
    try (Stream<Path> files = Files.walk(SharedFiles.folder("ipld/codec-fixtures"))) {
      blocks = files.filter(file -> file.toString().endsWith(".dag-pb")).sorted().toList();
    }
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(KNOWN_BLOCKS);
    for (Path block : blocks) {
      byte[] bytes = Files.readAllBytes(block);
      assertThat(DagPb.encode(DagPb.decode(bytes))).as("%s", block).isEqualTo(bytes);
      assertThat(Cid.of(Codec.DAG_PB, bytes) + ".dag-pb").isEqualTo(block.getFileName().toString());
    }
  }

  @Test
  void anEmptyBlockIsAnEmptyNode() {
    assertThat(DagPb.decode(new byte[0])).isEqualTo(new PbNode(List.of(), Optional.empty()));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0a                                       | data that end early
          0a0201                                   | data shorter than they say
          0a01000a0100                             | data twice
          0a010012080a0601550002abcd               | data before links
          1a00                                     | an unknown field
          0801                                     | data that are a number
          1200                                     | a link without a CID
          12020a00                                 | a link to an empty CID
          12081200 0a040155 0000                   | a name before the CID
          12060a0401550000 1800                    | a field of a link outside it
          120a0a0401550000 18001800                | a size twice
          12080a0401550000 1880                    | a size that ends early
          12090a0401550000 188000                  | a size in more bytes than it needs
          12090a0401550000 120162 12090a0401550000 120161 | links out of order
          12ffffffffffffffffff01                   | a link longer than memory
          0a80808080808080808080808001             | a length of too many bytes
          """)
  void refusesWhatItWouldNotHaveWritten(String hex, String what) {
    byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> DagPb.decode(block)).as(what).isInstanceOf(DagPbException.class);
  }

  @Test
  void refusesBlocksThatAreTooLarge() {
    assertThatThrownBy(() -> DagPb.decode(new byte[DagPb.MAX_SIZE_BYTES + 1]))
        .isInstanceOf(DagPbException.class)
        .hasMessageContaining("2097152");
  }
}
