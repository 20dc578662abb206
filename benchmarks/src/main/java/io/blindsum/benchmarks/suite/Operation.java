package io.blindsum.benchmarks.suite;

import io.blindsum.benchmarks.arith.AddBenchmark;
import io.blindsum.benchmarks.arith.FixedBaseBenchmark;
import io.blindsum.benchmarks.arith.MultiplyPlainBenchmark;
import io.blindsum.benchmarks.arith.PowerBenchmark;
import io.blindsum.benchmarks.arith.ProductBenchmark;
import io.blindsum.benchmarks.arith.ResiduosityBenchmark;
import io.blindsum.benchmarks.arith.WeightedProductBenchmark;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.paillier.DecryptBenchmark;
import io.blindsum.benchmarks.paillier.EncryptBenchmark;
import io.blindsum.benchmarks.paillier.KeyGenerationBenchmark;
import io.blindsum.benchmarks.paillier.OnlineEncryptBenchmark;
import io.blindsum.benchmarks.paillier.SumBenchmark;
import io.blindsum.benchmarks.paillier.WeightedReduceBenchmark;
import io.blindsum.benchmarks.pipeline.EncryptCohortBenchmark;
import io.blindsum.benchmarks.pipeline.PackBenchmark;
import io.blindsum.benchmarks.pipeline.ParseBenchmark;
import io.blindsum.benchmarks.pipeline.SumFrameBenchmark;
import io.blindsum.benchmarks.protection.MaskBenchmark;
import io.blindsum.benchmarks.protection.PooledEncryptBenchmark;
import io.blindsum.benchmarks.protection.TripwireBenchmark;
import io.blindsum.benchmarks.protection.UnitCheckBenchmark;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations that are measured, by the name that results and peers give them: a benchmark class
 * and, where it takes some, its parameters.
 */
public enum Operation {
  KEYGEN("keygen", KeyGenerationBenchmark.class, Map.of()),
  ENCRYPT_FULL("encrypt-full", EncryptBenchmark.class, Map.of("blinding", "full")),
  ENCRYPT_HOLDER("encrypt-holder", EncryptBenchmark.class, Map.of("blinding", "holder")),
  ENCRYPT_DJN("encrypt-djn", EncryptBenchmark.class, Map.of("blinding", "djn")),
  FIXED_BASE("fixed-base", FixedBaseBenchmark.class, Map.of()),
  ENCRYPT_ONLINE("encrypt-online", OnlineEncryptBenchmark.class, Map.of()),
  ENCRYPT_POOLED("encrypt-pooled", PooledEncryptBenchmark.class, Map.of()),
  MASK("mask", MaskBenchmark.class, Map.of()),
  TRIPWIRE("tripwire", TripwireBenchmark.class, Map.of()),
  POWER_N("power-n", PowerBenchmark.class, Map.of()),
  ADD("add", AddBenchmark.class, Map.of()),
  PRODUCT("product", ProductBenchmark.class, Map.of()),
  SUM("sum", SumBenchmark.class, Map.of()),
  UNIT_CHECK("unit-check", UnitCheckBenchmark.class, Map.of()),
  WEIGHTED_SUM("weighted-sum", WeightedProductBenchmark.class, Map.of()),
  WEIGHTED_REDUCE("weighted-reduce", WeightedReduceBenchmark.class, Map.of()),
  MULTIPLY_PLAIN("multiply-plain", MultiplyPlainBenchmark.class, Map.of()),
  DECRYPT("decrypt", DecryptBenchmark.class, Map.of()),
  DECRYPT_RAW("decrypt-raw", ResiduosityBenchmark.class, Map.of()),
  PARSE("parse", ParseBenchmark.class, Map.of()),
  PACK("pack", PackBenchmark.class, Map.of()),
  ENCRYPT_COHORT("csv-to-frame", EncryptCohortBenchmark.class, Map.of()),
  SUM_FRAME("frame-to-total", SumFrameBenchmark.class, Map.of());

  private final String label;
  private final Class<? extends KeyedBenchmark> benchmark;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> parameters;

  Operation(
      String label, Class<? extends KeyedBenchmark> benchmark, Map<String, String> parameters) {
    this.label = label;
    this.benchmark = benchmark;
    this.parameters = parameters;
  }

  public String label() {
    return label;
  }

  public Class<? extends KeyedBenchmark> benchmark() {
    return benchmark;
  }

  /** Returns the parameters of the class that make it this operation. */
  public Map<String, String> parameters() {
    return parameters;
  }

  public static Optional<Operation> named(String label) {
    return Arrays.stream(values()).filter(operation -> operation.label.equals(label)).findFirst();
  }

  /** Tells whether a part of its name, or of its class's name, was asked for. */
  public boolean matches(String filter) {
    return label.contains(filter) || benchmark.getSimpleName().contains(filter);
  }

  /** Returns those of the path from rows to totals. */
  public static List<Operation> ofPipeline() {
    return List.of(PARSE, PACK, ENCRYPT_COHORT, SUM_FRAME);
  }

  /**
   * Makes the benchmark with its parameters set, not yet set up.
   *
   * @param values those of {@link #parameters()} and others, by the names of the fields
   */
  public KeyedBenchmark open(Map<String, String> values) {
    try {
      KeyedBenchmark made = benchmark.getConstructor().newInstance();
      for (Map.Entry<String, String> value : values.entrySet()) {
        Field field = benchmark.getField(value.getKey());
        boolean number = field.getType() == int.class;
        field.set(made, number ? Integer.valueOf(value.getValue()) : value.getValue());
      }
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(label + " has no such parameters: " + values, e);
    }
  }
}
