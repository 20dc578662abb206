package io.blindsum.benchmarks.suite;

import static io.blindsum.benchmarks.suite.Operation.DECRYPT;
import static io.blindsum.benchmarks.suite.Operation.ENCRYPT_DJN;
import static io.blindsum.benchmarks.suite.Operation.ENCRYPT_FULL;
import static io.blindsum.benchmarks.suite.Operation.ENCRYPT_ONLINE;
import static io.blindsum.benchmarks.suite.Operation.FIXED_BASE;
import static io.blindsum.benchmarks.suite.Operation.PACK;
import static io.blindsum.benchmarks.suite.Operation.PARSE;
import static io.blindsum.benchmarks.suite.Operation.SUM;

import io.blindsum.arith.Arithmetics;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the suites measure.
 *
 * @param quick whether to look at fewer sizes
 * @param bits the sizes of the key, smallest first
 * @param backends those to measure, fastest first
 */
public record Plans(boolean quick, List<Integer> bits, List<String> backends) {
  private static final int FEW = 20_000;
  private static final int MANY = 1_000_000;

  private static final Set<Operation> MAIN =
      EnumSet.of(ENCRYPT_FULL, ENCRYPT_DJN, ENCRYPT_ONLINE, SUM, DECRYPT);

  /** Returns the backends that run on this machine, fastest first. */
  public static List<String> availableBackends() {
    return Arithmetics.availability().entrySet().stream()
        .filter(state -> state.getValue().equals("ready"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the plans of the engine: each operation, then the threads and the tables. */
  public List<Plan> engine() {
    List<Plan> plans = new ArrayList<>();
    EnumSet<Operation> all = EnumSet.allOf(Operation.class);
    all.removeAll(Operation.ofPipeline());
    String fastest = backends.get(0);
    for (int size : bits) {
      for (String backend : backends) {
        boolean whole = !quick || backend.equals(fastest);
        // in a hurry, the other backends show what matters most, with the smallest key
        if (whole || size == bits.get(0)) {
          Set<Operation> operations = whole ? all : MAIN;
          operations.forEach(operation -> plans.add(single(operation, size, backend)));
        }
      }
    }
    for (int threads : List.of(2, Runtime.getRuntime().availableProcessors())) {
      for (Operation operation : List.of(SUM, ENCRYPT_FULL, ENCRYPT_DJN)) {
        plans.add(single(operation, bits.get(0), fastest).onThreads(threads));
      }
    }
    for (int window : quick ? List.of(6, 8, 10, 12) : List.of(4, 5, 6, 7, 8, 9, 10, 11, 12)) {
      plans.add(Plan.of(FIXED_BASE, bits.get(0), fastest).with("window", window));
    }
    return plans.stream().distinct().toList();
  }

  /** Returns the plans of the path from rows to totals, by the number of rows. */
  public List<Plan> pipeline() {
    List<Plan> plans = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    for (int rows : quick ? List.of(10_000, 100_000) : List.of(10_000, 100_000, 1_000_000)) {
      for (Operation operation : Operation.ofPipeline()) {
        boolean alone = operation == PARSE || operation == PACK;
        Plan plan = Plan.of(operation, bits.get(0), backends.get(0)).with("rows", rows);
        plans.add(plan);
        if (!alone) {
          plans.add(plan.onThreads(cores));
        }
      }
    }
    return plans.stream().distinct().toList();
  }

  private Plan single(Operation operation, int size, String backend) {
    Plan plan = Plan.of(operation, size, backend);
    if (operation != SUM) {
      return plan;
    }
    boolean few = quick || !backend.equals(KeyedBenchmark.IFMA);
    return plan.with("ciphertexts", few ? FEW : MANY);
  }
}
