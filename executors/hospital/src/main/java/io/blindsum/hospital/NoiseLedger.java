package io.blindsum.hospital;

import io.blindsum.keys.AppendedFile;
import io.blindsum.question.Noise;
import io.blindsum.service.AuditException;
import io.blindsum.service.StateFolder;
import io.blindsum.service.StateFolder.Lock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Adds up the epsilon of what was answered about each dataset under each key, and refuses what
 * would be more than the budget. A line is on the disk before noise is drawn, and none is ever
 * taken back: a question that was refused later, or asked again, has cost its epsilon.
 */
final class NoiseLedger {
  private final StateFolder state;
  private final BigDecimal budget;

  NoiseLedger(StateFolder state, BigDecimal budget) {
    this.state = state;
    this.budget = budget;
  }

  /**
   * Spends the epsilon of a question, unless there is not so much left.
   *
   * @param process that plans the answer, for people who read the file
   * @return whether it may be answered
   */
  boolean take(String dataset, String key, Noise noise, String process)
      throws IOException, InterruptedException {
    try (Lock lock = state.lock("noise")) {
      lock.requireHeld();
      String name = "noise-" + StateFolder.nameOf(dataset, key);
      try (AppendedFile ledger = AppendedFile.open(state.file(name))) {
        long end = ledger.endOfLines();
        if (spent(name, ledger, end).add(noise.epsilon()).compareTo(budget) > 0) {
          return false;
        }
        byte[] line = (noise + " " + process + "\n").getBytes(StandardCharsets.US_ASCII);
        ledger.append(end, List.of(ByteBuffer.wrap(line)));
        return true;
      }
    }
  }

  private static BigDecimal spent(String name, AppendedFile ledger, long end) throws IOException {
    String text = StandardCharsets.US_ASCII.decode(ledger.read(0, Math.toIntExact(end))).toString();
    try {
      return text.lines()
          .map(line -> Noise.parse(line.substring(0, line.indexOf(' '))).epsilon())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    } catch (RuntimeException e) {
      throw new AuditException(name + " was altered: restore it");
    }
  }

  /** Says in one line that there is not enough left. */
  String refusal() {
    return "the noise budget of the dataset under this key is used up: epsilon of " + budget;
  }
}
