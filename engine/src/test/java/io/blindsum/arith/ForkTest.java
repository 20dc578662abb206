package io.blindsum.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ForkTest {
  private static final long WHILE_NANOS = 50_000_000;

  private static void both(ForkJoinTask<?> first, ForkJoinTask<?> second) {
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      pool.submit(() -> Fork.both(first, second)).join();
    } finally {
      pool.shutdownNow();
    }
  }

  private static ForkJoinTask<?> failing(String message) {
    return ForkJoinTask.adapt(
        () -> {
          throw new IllegalArgumentException(message);
        });
  }

  @Test
  void runsBoth() {
    AtomicBoolean first = new AtomicBoolean();
    AtomicBoolean second = new AtomicBoolean();
    both(ForkJoinTask.adapt(() -> first.set(true)), ForkJoinTask.adapt(() -> second.set(true)));
    assertThat(first).isTrue();
    assertThat(second).isTrue();
  }

  @Test
  void waitsForTheSecondWhenTheFirstFails() {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    ForkJoinTask<?> first =
        ForkJoinTask.adapt(
            () -> {
              started.await();
              throw new IllegalArgumentException("first");
            });
    ForkJoinTask<?> second =
        ForkJoinTask.adapt(
            () -> {
              started.countDown();
              long end = System.nanoTime() + WHILE_NANOS;
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
              done.set(true);
            });
    assertThatThrownBy(() -> both(first, second)).hasMessageContaining("first");
    assertThat(done).isTrue();
  }

  @Test
  void throwsTheFirstOfTwoFailures() {
    assertThatThrownBy(() -> both(failing("first"), failing("second")))
        .hasMessageContaining("first");
    assertThatThrownBy(() -> both(ForkJoinTask.adapt(() -> {}), failing("second")))
        .hasMessageContaining("second");
  }
}
