package org.acequia.node.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.AccountId;
import org.junit.jupiter.api.Test;

class AskerTests {

  private static final AccountId ONE = new AccountId(Bytes.of(new byte[16]));
  private static final AccountId OTHER =
      new AccountId(Bytes.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));

  @Test
  void anAccountIsToldByWhatItIsAndNotByItsName() {
    Asker ana = new Asker("Ana", Optional.of(ONE));
    assertThat(ana.is(new Asker("Ana María", Optional.of(ONE)))).isTrue();
    assertThat(ana.is(new Asker("Ana", Optional.of(OTHER)))).isFalse();
    assertThat(ana.is(new Asker("Ana", Optional.empty()))).isFalse();
  }

  @Test
  void whoseAccountWasNotNotedIsToldByName() {
    Asker before = new Asker("Ana", Optional.empty());
    assertThat(before.is(new Asker("Ana", Optional.of(ONE)))).isTrue();
    assertThat(before.is(new Asker("Rui", Optional.of(ONE)))).isFalse();
  }
}
