package org.acequia.node.community;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.acequia.core.cid.Base32;
import org.acequia.core.identity.SigningKey;

/// What stands on a recovery sheet: 160 random bits, as 32 characters of base32 in groups of four.
///
/// @param canonical 32 characters, lower case, without spaces
record RecoveryCode(String canonical) {

  private static final int RANDOM_BYTES = 20;
  private static final int LENGTH = 32;
  private static final int GROUP = 4;

  /// Returns a new code.
  static RecoveryCode random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new RecoveryCode(Base32.encode(bytes));
  }

  /// Reads a code as a person copies it: spaces, hyphens and case do not matter.
  static Optional<RecoveryCode> parse(String text) {
    String canonical = text.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    return canonical.length() == LENGTH && canonical.matches("[a-z2-7]+")
        ? Optional.of(new RecoveryCode(canonical))
        : Optional.empty();
  }

  /// Returns the code in groups, as it is printed.
  String printed() {
    return canonical.replaceAll("(.{%d})(?!$)".formatted(GROUP), "$1-");
  }

  /// Returns the key that a founder's charter names for recovery, which only this code gives back.
  SigningKey charterKey() {
    try {
      return SigningKey.ofSeed(
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(canonical.getBytes(UTF_8))
                      .thenExpand(
                          "acequia/charter-recovery/1".getBytes(UTF_8),
                          SigningKey.SEED_SIZE_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256", e);
    }
  }

  /// Hides the code.
  @Override
  public String toString() {
    return "RecoveryCode[hidden]";
  }
}
