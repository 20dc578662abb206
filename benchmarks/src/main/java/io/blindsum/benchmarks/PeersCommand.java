package io.blindsum.benchmarks;

import io.blindsum.benchmarks.peers.Comparison;
import io.blindsum.benchmarks.peers.Installation;
import io.blindsum.benchmarks.peers.Peer;
import io.blindsum.benchmarks.peers.Rounds;
import io.blindsum.benchmarks.report.Conditions;
import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures BlindSum beside other Paillier programs. */
@Command(
    name = "peers",
    sortOptions = false,
    description = {
      "BlindSum beside phe, SecretFlow HEU, pypaillier, javallier, and C on GMP.",
      "",
      "Installs them from the package registries into DIR/peers on first use; one that cannot be"
          + " installed is named and left out. All take turns on one core, and the CPU time of the"
          + " best round counts."
    })
final class PeersCommand implements Runnable {
  private static final int QUICK_ROUNDS = 3;
  private static final int ROUNDS = 9;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Option(
      names = "--peer",
      split = ",",
      paramLabel = "NAME",
      description = "Only peers with this in their name. Default: all.")
  private List<String> names = new ArrayList<>();

  @Override
  public void run() {
    Conditions conditions = Conditions.here();
    Installation installation = Installation.in(options.out().resolve("peers"));
    List<Peer> peers =
        Peer.all().stream()
            .filter(peer -> names.isEmpty() || names.stream().anyMatch(peer.name()::contains))
            .toList();
    installation.complete(peers);
    List<Measurement> measurements = new ArrayList<>();
    int rounds = options.quick ? QUICK_ROUNDS : ROUNDS;
    for (int bits : options.bits()) {
      measurements.addAll(
          Rounds.of(peers, installation, bits, rounds)
              .measure(operation -> operation.contains(options.filter)));
    }
    if (measurements.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured: no peer has such an operation");
    }
    options.publish(
        new Report(
            "peers",
            conditions,
            installation.machine(),
            measurements,
            Comparison.ratios(measurements)));
  }
}
