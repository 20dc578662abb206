package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  @Test
  void writesOneLineInFiveSeconds() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
    List<Long> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(now.get());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(OutageLog.class.getName());
    logger.addHandler(handler);
    try {
      OutageLog log = new OutageLog(now::get);
      for (int i = 0; i < 400; i++) {
        log.report("testing", new IllegalStateException("trouble"));
        now.addAndGet(Duration.ofMillis(100).toNanos());
      }
    } finally {
      logger.removeHandler(handler);
    }
    // 40 s, over the point where the clock's number overflows.
    assertThat(lines).hasSize(8);
    for (int i = 1; i < lines.size(); i++) {
      assertThat(lines.get(i) - lines.get(i - 1)).isEqualTo(Duration.ofSeconds(5).toNanos());
    }
  }
}
