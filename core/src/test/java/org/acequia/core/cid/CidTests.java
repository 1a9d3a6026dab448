package org.acequia.core.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.acequia.core.SharedFiles;
import org.acequia.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTests {

  private static final String EMPTY = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @Test
  void writesTheBytesAndTheTextOfTheSpecification() {
    Cid cid = Cid.of(Codec.RAW, new byte[0]);
    assertThat(cid).hasToString(EMPTY);
    assertThat(cid.toBytes())
        .asHexString()
        .isEqualTo("01551220E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    assertThat(Cid.parse(EMPTY)).isEqualTo(cid).isEqualTo(Cid.fromBytes(cid.toBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "BAFKREIHDWDCEFGH4DQKJV67UZCMW7OJEE6XEDZDETOJUZJEVTENXQUVYKU",
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykv",
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk",
        "baguqeeradowwxdhzoey7z2vykq7id53vogk7xmotnm3w52muvuopc5uzyrsa",
        "bafkqabiaaebagba",
        "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n"
      })
  void refusesEveryOtherText(String text) {
    assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /// The multihash vectors of multiformats/multihash (MIT), with a version and a codec in front.
  @Test
  void knowsTheFormOfCidsWithEveryOtherHash() throws IOException {
    List<String> rows =
        Files.readAllLines(
            SharedFiles.folder("ipld/multiformats/multihash")
                .resolve("tests/values/test_cases.csv"));
    assertThat(rows).hasSizeGreaterThan(100);
    for (String row : rows.subList(1, rows.size())) {
      String multihash = row.substring(row.lastIndexOf(',') + 1);
      assertThat(CidForm.isWellFormed(Bytes.ofHex("0155" + multihash))).as(row).isTrue();
      assertThat(CidForm.isWellFormed(Bytes.ofHex("0155" + multihash + "00"))).as(row).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0155",
        "015512",
        "01551201",
        "02550000",
        "00550000",
        "01808080808080808080800000"
      })
  void knowsWhatIsNoCid(String hex) {
    assertThat(CidForm.isWellFormed(Bytes.ofHex(hex))).isFalse();
  }
}
