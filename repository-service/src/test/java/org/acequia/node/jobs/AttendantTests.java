package org.acequia.node.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AttendantTests {

  private static final long LONG_MS = TimeUnit.DAYS.toMillis(1);
  private static final long PAUSE_MS = 20;

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final Attendant attendant = new Attendant(Thread.ofVirtual(), this::work);

  @Test
  void itWorksUntilItRestsAndWhenItIsWoken() throws InterruptedException {
    attendant.start();
    assertThat(done.take()).isEqualTo("worked");
    attendant.wake();
    assertThat(done.take()).isEqualTo("worked");
    attendant.stop();
    attendant.awaitEnd();
    assertThat(done).containsExactly("ended");
  }

  @Test
  void aWakeThatComesWhileItDoesNotRestIsNotLost() throws InterruptedException {
    attendant.wake();
    attendant.start();
    assertThat(done.take()).isEqualTo("worked");
    assertThat(done.take()).isEqualTo("worked");
    attendant.stop();
    attendant.awaitEnd();
  }

  @Test
  void aPauseIsNotCutByAWakeThatIsNotLostEither() throws InterruptedException {
    List<Attendant> itself = new ArrayList<>();
    Attendant failing =
        new Attendant(
            Thread.ofVirtual(),
            () -> {
              long began = System.nanoTime();
              itself.getFirst().pause(PAUSE_MS);
              boolean whole = System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
              done.add(whole ? "paused" : "cut");
              itself.getFirst().rest(LONG_MS);
              done.add("woken");
            });
    itself.add(failing);
    failing.wake();
    failing.start();

    assertThat(done.take()).isEqualTo("paused");
    assertThat(done.take()).isEqualTo("woken");
    failing.awaitEnd();
  }

  @Test
  void whoWaitsForItsEndIsStillInterruptedAfterwards() throws InterruptedException {
    attendant.start();
    assertThat(done.take()).isEqualTo("worked");
    attendant.stop();
    Thread.currentThread().interrupt();
    attendant.awaitEnd();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly("ended");
  }

  private void work() {
    while (!attendant.isStopping()) {
      done.add("worked");
      attendant.rest(LONG_MS);
    }
    done.add("ended");
  }
}
