package io.blindsum.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time of one operation.
 *
 * @param operation what was done, such as {@code encrypt-full}
 * @param subject who did it: a backend of BlindSum or a peer
 * @param bits of n
 * @param threads that computed
 * @param parameters what else was chosen, such as a table's window
 * @param clock {@code cpu} for the CPU time of one thread, {@code wall} for elapsed time
 * @param rounds the microseconds an element of each round, in order
 */
public record Measurement(
    String operation,
    String subject,
    int bits,
    int threads,
    Map<String, String> parameters,
    String clock,
    List<Double> rounds) {

  public Measurement {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException(operation + " by " + subject + " has no round");
    }
    parameters = new TreeMap<>(parameters);
    rounds = List.copyOf(rounds);
  }

  /** Returns the microseconds an element of the best round, which others disturbed least. */
  public double microseconds() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Returns the elements a second in the best round. */
  public double perSecond() {
    return 1e6 / microseconds();
  }

  /** Returns a parameter as a number. */
  public int parameter(String name) {
    return Integer.parseInt(String.valueOf(parameters.get(name)));
  }
}
