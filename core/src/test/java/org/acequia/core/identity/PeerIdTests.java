package org.acequia.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.acequia.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTests {

  /// The Ed25519 public key of the test vectors in the peer ids specification, and its id as npm's
  /// `multiformats` 14.0.5 prints it.
  private static final Bytes PUBLIC_KEY =
      Bytes.ofHex("080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e");

  private static final String TEXT = "12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq";

  @Test
  void printsAndParsesTheFormOfOtherImplementations() {
    PeerId id = PeerId.ofPublicKey(PUBLIC_KEY);
    assertThat(id).hasToString(TEXT);
    assertThat(PeerId.parse(TEXT)).isEqualTo(id);
  }

  @Test
  void containsItsKey() {
    DeviceKey key = SigningKey.ofSeed(new byte[32]).key();
    PeerId id = PeerId.of(key);
    assertThat(id.key()).isEqualTo(key);
    assertThat(id.multihash().size()).isEqualTo(PeerId.SIZE_BYTES);
    assertThat(PeerId.ofPublicKey(id.publicKey())).isEqualTo(id);
    assertThat(id.toString()).startsWith("12D3Koo").hasSize(PeerId.TEXT_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12D3Koo",
        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S0",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA1",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
      })
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "08021220", "08001220", "12200801"})
  void refusesKeysOfOtherKinds(String prefix) {
    Bytes protobuf = Bytes.ofHex(prefix + "00".repeat(36 - prefix.length() / 2));
    assertThatThrownBy(() -> PeerId.ofPublicKey(protobuf))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
