package org.acequia.node.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Locale;
import org.acequia.core.identity.SigningKey;
import org.junit.jupiter.api.Test;

class SealedKeyTests {

  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = newKey();

  private SigningKey newKey() {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    return SigningKey.ofSeed(seed);
  }

  @Test
  void passwordOpensTheKeyAndNothingElseDoes() {
    SealedKey sealed = SealedKey.byPassword(key, "contraseña larga", random);

    assertThat(sealed.open(key.key(), "contraseña larga"))
        .hasValueSatisfying(opened -> assertThat(opened.toSeed()).isEqualTo(key.toSeed()));
    assertThat(sealed.open(key.key(), "contraseña largo")).isEmpty();
  }

  @Test
  void passwordTypedWithCombiningAccentsIsTheSame() {
    SealedKey sealed = SealedKey.byPassword(key, "contrase\u00f1a", random);

    assertThat(sealed.open(key.key(), "contrasen\u0303a")).isPresent();
  }

  @Test
  void recoveryCodeOpensTheKeyHoweverItIsCopied() {
    RecoveryCode code = RecoveryCode.random(random);
    SealedKey sealed = SealedKey.byRecoveryCode(key, code, random);
    String copied = code.printed().toUpperCase(Locale.ROOT).replace('-', ' ');

    assertThat(RecoveryCode.parse(copied).flatMap(read -> sealed.open(key.key(), read.canonical())))
        .isPresent();
  }

  @Test
  void keyDoesNotOpenInAnotherDevicesPlace() {
    RecoveryCode code = RecoveryCode.random(random);
    SealedKey sealed = SealedKey.byRecoveryCode(key, code, random);

    assertThat(sealed.open(newKey().key(), code.canonical())).isEmpty();
  }

  @Test
  void sealingTwiceGivesDifferentBytes() {
    RecoveryCode code = RecoveryCode.random(random);

    assertThat(SealedKey.byRecoveryCode(key, code, random))
        .isNotEqualTo(SealedKey.byRecoveryCode(key, code, random));
  }
}
