package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesUpToThirtySecondsWithJitter() {
    Set<Long> firsts = new HashSet<>();
    for (int run = 0; run < 100; run++) {
      Backoff backoff = new Backoff();
      long ceiling = 100;
      for (int i = 0; i < 40; i++) {
        long millis = backoff.next().toMillis();
        assertThat(millis).isBetween(ceiling / 2, ceiling);
        if (i == 0) {
          firsts.add(millis);
        }
        ceiling = Math.min(30_000, 2 * ceiling);
      }
      backoff.reset();
      assertThat(backoff.next().toMillis()).isBetween(50L, 100L);
    }
    assertThat(firsts).hasSizeGreaterThan(10);
  }
}
