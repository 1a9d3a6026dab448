package org.acequia.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SurveyTests {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final AtomicInteger looks = new AtomicInteger();

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Survey<Integer> survey(Duration cost) {
    return new Survey<>(
        () -> {
          pass(cost);
          return looks.incrementAndGet();
        },
        nanos::get);
  }

  @Test
  void aCheapLookIsGoodForASecond() {
    Survey<Integer> survey = survey(Duration.ZERO);
    assertThat(survey.result()).isEqualTo(1);
    pass(Survey.GOOD_FOR.minusNanos(1));
    assertThat(survey.result()).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(survey.result()).isEqualTo(2);
  }

  @Test
  void aDearLookTakesNoMoreThanItsShareOfTheTime() {
    Duration cost = Duration.ofSeconds(10);
    Survey<Integer> survey = survey(cost);
    assertThat(survey.result()).isEqualTo(1);
    pass(cost.multipliedBy(Survey.SHARE).minusNanos(1));
    assertThat(survey.result()).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThat(survey.result()).isEqualTo(2);
  }

  @Test
  void whoAsksWhileSomebodyLooksIsToldWhatWasFoundBefore() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Survey<Integer> survey =
        new Survey<>(
            () -> {
              int look = looks.incrementAndGet();
              if (look == 2) {
                looking.countDown();
                await(seen);
              }
              return look;
            },
            nanos::get);
    assertThat(survey.result()).isEqualTo(1);
    pass(Survey.GOOD_FOR);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var second = people.submit(survey::result);
      assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(survey.result()).isEqualTo(1);
      seen.countDown();
      assertThat(second.get()).isEqualTo(2);
    }
    assertThat(survey.result()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aLookThatFailsIsToldAndTriedAgain() {
    Survey<Integer> survey =
        new Survey<>(
            () -> {
              if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("the disk is gone");
              }
              return looks.get();
            },
            nanos::get);
    assertThatIllegalStateException().isThrownBy(survey::result);
    assertThat(survey.result()).isEqualTo(2);
  }
}
