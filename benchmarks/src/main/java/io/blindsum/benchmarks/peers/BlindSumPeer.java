package io.blindsum.benchmarks.peers;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.suite.Operation;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves BlindSum itself as one of the peers, with the workloads of the JMH suite. */
public final class BlindSumPeer {
  private static final String SUMMED_BY_OTHERS = "20000";
  private static final long SETTLED_NANOS = 500_000_000;
  private static final long LONGEST_WARM_UP_NANOS = 5_000_000_000L;
  private static final double GAIN = 0.97;

  private final int bits;
  private final String backend;
  private final Map<String, KeyedBenchmark> open = new HashMap<>();

  private BlindSumPeer(String backend, int bits) {
    this.backend = backend;
    this.bits = bits;
  }

  /** Serves; arguments are the backend and the bits of the key. */
  public static void main(String[] args) throws Exception {
    BlindSumPeer peer = new BlindSumPeer(args[0], Integer.parseInt(args[1]));
    System.out.println("ready BlindSum " + args[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(peer.answer(line.strip()));
    }
    for (KeyedBenchmark benchmark : peer.open.values()) {
      benchmark.tearDown();
    }
  }

  private String answer(String operation) throws Exception {
    Optional<Operation> named = Operation.named(operation);
    if (named.isEmpty()) {
      return "-";
    }
    @Nullable KeyedBenchmark known = open.get(operation);
    KeyedBenchmark benchmark = known == null ? opened(named.get()) : known;
    KeyedBenchmark.CpuTime time = new KeyedBenchmark.CpuTime();
    benchmark.run(time);
    return String.format(Locale.ROOT, "%.4f", time.nanos / 1e3 / benchmark.items());
  }

  private KeyedBenchmark opened(Operation operation) throws Exception {
    Map<String, String> parameters = new HashMap<>(operation.parameters());
    parameters.put("bits", String.valueOf(bits));
    parameters.put("backend", backend);
    if (operation == Operation.SUM && !backend.equals(KeyedBenchmark.IFMA)) {
      parameters.put("ciphertexts", SUMMED_BY_OTHERS);
    }
    KeyedBenchmark benchmark = operation.open(parameters);
    benchmark.setUp();
    open.put(operation.label(), benchmark);
    warmUp(benchmark);
    return benchmark;
  }

  /** Computes until that has become no faster for a while. */
  private static void warmUp(KeyedBenchmark benchmark) throws Exception {
    long begin = System.nanoTime();
    long lastGain = begin;
    double best = Double.MAX_VALUE;
    while (System.nanoTime() - lastGain < SETTLED_NANOS
        && System.nanoTime() - begin < LONGEST_WARM_UP_NANOS) {
      KeyedBenchmark.CpuTime time = new KeyedBenchmark.CpuTime();
      benchmark.run(time);
      if (time.nanos < GAIN * best) {
        best = time.nanos;
        lastGain = System.nanoTime();
      }
    }
  }
}
