package io.blindsum.benchmarks.peers;

import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A goal: an operation of ours beside one of somebody else.
 *
 * @param what the operation in words
 * @param isPeer whether theirs is another program
 * @param goal how many times faster ours should be at least
 */
public record Comparison(
    String what,
    String ours,
    String ourOperation,
    String theirs,
    String theirOperation,
    double goal,
    boolean isPeer) {
  private static final String[] PEERS = {Peer.C_GMP, "sf-heu", "pypaillier", "phe", "javallier"};

  private static final List<Comparison> ALL =
      Stream.of(
              peers("encrypt, DJN", "encrypt-djn", "encrypt", 8, "sf-heu", "pypaillier"),
              peers("encrypt, DJN", "encrypt-djn", "encrypt", 150, "phe", "javallier"),
              peers("encrypt, full r^n", "encrypt-full", "encrypt-full", 10, Peer.C_GMP),
              peers("encrypt, blinding ready", "encrypt-online", "encrypt-online", 5, Peer.C_GMP),
              peers("sum", "sum", "sum", 7, PEERS),
              peers("decrypt", "decrypt", "decrypt", 9, PEERS),
              peers("weighted sum", "weighted-sum", "weighted-sum", 20, Peer.C_GMP),
              fromC("product", "product", "sum"),
              fromC("r^n", "power-n", "power-n"),
              fromC("fixed base", "fixed-base", "encrypt-djn"),
              fromC("blinding ready", "encrypt-online", "encrypt-online"),
              fromC("decrypt, unproved", "decrypt-raw", "decrypt"),
              Stream.of(
                  ours("sum, avx512 kernel", Peer.ours("avx512"), "sum", "sum", 1.3),
                  ours("sum, avx2 kernel", Peer.ours("avx2"), "sum", "sum", 1.3),
                  ours("sum, gmp kernel", Peer.ours("gmp-kernel"), "sum", "sum", 1.3),
                  ours("r^n, gmp by call", Peer.ours("gmp"), "power-n", "power-n", 0.95),
                  ours("product, gmp by call", Peer.ours("gmp"), "product", "sum", 0.95)))
          .flatMap(comparisons -> comparisons)
          .toList();

  private static Stream<Comparison> peers(
      String what, String operation, String theirOperation, double goal, String... names) {
    return Stream.of(names)
        .map(
            name ->
                new Comparison(what, Peer.BLINDSUM, operation, name, theirOperation, goal, true));
  }

  /** Compares the fastest kernel called from Java with the same called from C. */
  private static Stream<Comparison> fromC(String what, String operation, String theirOperation) {
    return Stream.of(
        new Comparison(
            what, Peer.BLINDSUM, operation, Peer.BLINDSUM_FROM_C, theirOperation, 0.9, false));
  }

  /** Compares a slower backend with GMP called from C. */
  private static Comparison ours(
      String what, String backend, String operation, String theirOperation, double goal) {
    return new Comparison(what, backend, operation, Peer.C_GMP, theirOperation, goal, false);
  }

  /** Returns the ratios that the measurements allow, by key size in their order. */
  public static List<Ratio> ratios(List<Measurement> measurements) {
    List<Ratio> ratios = new ArrayList<>();
    measurements.stream()
        .map(Measurement::bits)
        .distinct()
        .forEach(bits -> ALL.forEach(c -> c.ratio(measurements, bits).ifPresent(ratios::add)));
    return ratios;
  }

  private Optional<Ratio> ratio(List<Measurement> measurements, int bits) {
    Optional<Measurement> our = find(measurements, ours, ourOperation, bits);
    Optional<Measurement> their = find(measurements, theirs, theirOperation, bits);
    if (our.isEmpty() || their.isEmpty()) {
      return Optional.empty();
    }
    double mine = our.get().microseconds();
    double other = their.get().microseconds();
    return Optional.of(new Ratio(what, theirs, isPeer, bits, other / mine, goal, mine, other));
  }

  private static Optional<Measurement> find(
      List<Measurement> measurements, String subject, String operation, int bits) {
    return measurements.stream()
        .filter(m -> m.subject().equals(subject) && m.operation().equals(operation))
        .filter(m -> m.bits() == bits)
        .findFirst();
  }
}
