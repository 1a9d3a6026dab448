package org.acequia.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.acequia.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Tests {

  /// The vectors of RFC 8032, section 7.1, TEST 1, 2, 3 and SHA(abc).
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
        + "af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  })
  void signsAndVerifiesAsTheStandardDoes(
      String seed, String key, String message, String signature) {
    SigningKey pair = SigningKey.ofSeed(bytes(seed));
    assertThat(pair.key()).isEqualTo(new DeviceKey(Bytes.ofHex(key)));
    assertThat(pair.sign(bytes(message))).isEqualTo(bytes(signature));
    assertThat(Ed25519.verify(pair.key(), bytes(message), bytes(signature))).isTrue();
  }

  @ParameterizedTest(name = "case {0}")
  @CsvFileSource(
      resources = "ed25519-speccheck.csv",
      useHeadersInDisplayName = false,
      numLinesToSkip = 1)
  void refusesEveryCaseOnWhichImplementationsDiffer(
      int number, String message, String key, String signature) {
    DeviceKey device = new DeviceKey(Bytes.ofHex(key));
    assertThat(Ed25519.verify(device, bytes(message), bytes(signature))).as("%d", number).isFalse();
  }

  @Test
  void refusesAnotherMessageKeyOrSignature() {
    SigningKey pair = SigningKey.ofSeed(new byte[32]);
    byte[] message = "fiesta".getBytes(UTF_8);
    byte[] signature = pair.sign(message);
    assertThat(Ed25519.verify(pair.key(), message, signature)).isTrue();
    assertThat(Ed25519.verify(pair.key(), "siesta".getBytes(UTF_8), signature)).isFalse();
    assertThat(Ed25519.verify(otherKey(), message, signature)).isFalse();
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(Ed25519.verify(pair.key(), message, changed)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void refusesSignaturesOfAnotherLength() {
    SigningKey pair = SigningKey.ofSeed(new byte[32]);
    assertThat(Ed25519.verify(pair.key(), new byte[0], new byte[63])).isFalse();
    assertThat(Ed25519.verify(pair.key(), new byte[0], new byte[65])).isFalse();
  }

  @Test
  void refusesAnSThatIsNotReduced() {
    SigningKey pair = SigningKey.ofSeed(new byte[32]);
    byte[] signature = pair.sign(new byte[0]);
    byte[] order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] sum = littleEndian(number(signature, 32).add(number(order, 0)));
    byte[] malleated = signature.clone();
    System.arraycopy(sum, 0, malleated, 32, 32);
    assertThat(Ed25519.verify(pair.key(), new byte[0], malleated)).isFalse();
  }

  @Test
  void knowsKeysFromOtherBytes() {
    assertThat(Ed25519.isKey(otherKey())).isTrue();
    assertThat(Ed25519.isKey(new DeviceKey(Bytes.of(new byte[32])))).isFalse();
  }

  @Test
  void stillVerifiesAfterMoreKeysThanItRemembers() {
    byte[] message = {1};
    SigningKey first = SigningKey.ofSeed(new byte[32]);
    byte[] signature = first.sign(message);
    assertThat(Ed25519.verify(first.key(), message, signature)).isTrue();
    for (int i = 1; i <= Ed25519.REMEMBERED_KEYS; i++) {
      byte[] seed = new byte[32];
      seed[0] = (byte) i;
      seed[1] = (byte) (i >>> 8);
      assertThat(Ed25519.isKey(SigningKey.ofSeed(seed).key())).isTrue();
    }
    assertThat(Ed25519.verify(first.key(), message, signature)).isTrue();
    assertThat(Ed25519.verify(otherKey(), message, signature)).isFalse();
  }

  @Test
  void neverShowsASecret() {
    byte[] seed = bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertThat(SigningKey.ofSeed(seed).toString()).doesNotContain("9d61b19d").contains("d75a9801");
    assertThatThrownBy(() -> SigningKey.ofSeed(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DeviceKey otherKey() {
    byte[] seed = new byte[32];
    seed[31] = 1;
    return SigningKey.ofSeed(seed).key();
  }

  private static BigInteger number(byte[] source, int from) {
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[31 - i] = source[from + i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
