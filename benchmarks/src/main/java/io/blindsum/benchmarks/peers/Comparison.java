package io.blindsum.benchmarks.peers;

import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A goal: an operation of ours beside one of somebody else.
 *
 * @param what the operation in words
 * @param goal how many times faster ours should be at least
 */
public record Comparison(
    String what, String ours, String ourOperation, String theirs, String theirOperation, double goal) {

  private static final String GMP_BY_CALL = "BlindSum gmp";
  private static final String GMP_KERNEL = "BlindSum gmp-kernel";

  private static Comparison fastest(
      String what, String operation, String theirs, String theirOperation, double goal) {
    return new Comparison(what, Peer.BLINDSUM, operation, theirs, theirOperation, goal);
  }

  private static final List<Comparison> ALL =
      List.of(
          fastest("encrypt, DJN", "encrypt-djn", "sf-heu", "encrypt", 8),
          fastest("encrypt, DJN", "encrypt-djn", "phe", "encrypt", 150),
          fastest("encrypt, DJN", "encrypt-djn", "pypaillier", "encrypt", 8),
          fastest("encrypt, DJN", "encrypt-djn", "javallier", "encrypt", 150),
          fastest("encrypt, full r^n", "encrypt-full", Peer.C_GMP, "encrypt-full", 10),
          fastest("encrypt, blinding ready", "encrypt-online", Peer.C_GMP, "encrypt-online", 5),
          fastest("sum", "sum", Peer.C_GMP, "sum", 7),
          fastest("sum", "sum", "sf-heu", "sum", 7),
          fastest("sum", "sum", "pypaillier", "sum", 7),
          fastest("sum", "sum", "phe", "sum", 7),
          fastest("sum", "sum", "javallier", "sum", 7),
          fastest("decrypt", "decrypt", Peer.C_GMP, "decrypt", 9),
          fastest("decrypt", "decrypt", "sf-heu", "decrypt", 9),
          fastest("decrypt", "decrypt", "pypaillier", "decrypt", 9),
          fastest("decrypt", "decrypt", "phe", "decrypt", 9),
          fastest("decrypt", "decrypt", "javallier", "decrypt", 9),
          fastest("weighted sum", "weighted-sum", Peer.C_GMP, "weighted-sum", 20),
          new Comparison("sum, gmp kernel", GMP_KERNEL, "sum", Peer.C_GMP, "sum", 1.3),
          fastest("product", "product", "kernel ifma from C", "sum", 0.9),
          fastest("r^n", "power-n", "kernel ifma from C", "power-n", 0.9),
          fastest("encrypt, DJN", "encrypt-djn", "kernel ifma from C", "encrypt-djn", 0.9),
          fastest("encrypt, blinding ready", "encrypt-online", "kernel ifma from C", "encrypt-online", 0.9),
          fastest("open", "decrypt-raw", "kernel ifma from C", "decrypt", 0.9),
          new Comparison("r^n, gmp by call", GMP_BY_CALL, "power-n", Peer.C_GMP, "power-n", 0.95),
          new Comparison("product, gmp by call", GMP_BY_CALL, "product", Peer.C_GMP, "sum", 0.95));

  /** Returns the ratios that the measurements allow, by key size in their order. */
  public static List<Ratio> ratios(List<Measurement> measurements) {
    List<Ratio> ratios = new ArrayList<>();
    measurements.stream()
        .map(Measurement::bits)
        .distinct()
        .forEach(
            bits -> ALL.forEach(c -> c.ratio(measurements, bits).ifPresent(ratios::add)));
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
    return Optional.of(
        new Ratio(what + Ratio.OVER + theirs, bits, other / mine, goal, mine, other));
  }

  private static Optional<Measurement> find(
      List<Measurement> measurements, String subject, String operation, int bits) {
    return measurements.stream()
        .filter(m -> m.subject().equals(subject) && m.operation().equals(operation))
        .filter(m -> m.bits() == bits)
        .findFirst();
  }
}
