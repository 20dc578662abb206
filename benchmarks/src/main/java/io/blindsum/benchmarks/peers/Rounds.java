package io.blindsum.benchmarks.peers;

import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.suite.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lets the peers take turns: in each round every peer does every operation once, so that whatever
 * else the machine does hits all of them.
 */
public final class Rounds {
  private final List<Peer> peers;
  private final Installation installation;
  private final int bits;
  private final int count;

  private Rounds(List<Peer> peers, Installation installation, int bits, int count) {
    this.peers = peers;
    this.installation = installation;
    this.bits = bits;
    this.count = count;
  }

  /**
   * Prepares rounds.
   *
   * @param bits of the key
   * @param count rounds, at least 1
   */
  public static Rounds of(List<Peer> peers, Installation installation, int bits, int count) {
    return new Rounds(peers, installation, bits, count);
  }

  /** Measures the operations that pass a filter; a peer that does not run is named and left out. */
  public List<Measurement> measure(Predicate<String> filter) {
    Map<Peer, PeerProcess> running = start();
    try {
      Map<List<String>, List<Double>> rounds = new LinkedHashMap<>();
      List<String> operations = operations().stream().filter(filter).toList();
      for (int round = 0; round < count; round++) {
        System.err.printf("%d bits, round %d of %d%n", bits, round + 1, count);
        for (String operation : operations) {
          ask(running, operation, rounds);
        }
      }
      return rounds.entrySet().stream()
          .map(
              entry ->
                  new Measurement(
                      entry.getKey().get(0),
                      entry.getKey().get(1),
                      bits,
                      1,
                      Map.of(),
                      "cpu",
                      entry.getValue()))
          .toList();
    } finally {
      running.values().forEach(PeerProcess::close);
    }
  }

  private Map<Peer, PeerProcess> start() {
    Map<Peer, PeerProcess> running = new LinkedHashMap<>();
    for (Peer peer : peers) {
      try {
        PeerProcess process =
            PeerProcess.start(peer.command(installation, bits), installation.errors().toFile());
        running.put(peer, process);
        System.err.printf("%d bits: %s is %s%n", bits, peer.name(), process.version());
      } catch (IOException e) {
        leaveOut(peer, e);
      }
    }
    return running;
  }

  private void ask(
      Map<Peer, PeerProcess> running, String operation, Map<List<String>, List<Double>> rounds) {
    for (Peer peer : List.copyOf(running.keySet())) {
      PeerProcess process = running.get(peer);
      if (process == null) {
        continue;
      }
      try {
        OptionalDouble time = process.ask(operation);
        time.ifPresent(
            microseconds ->
                rounds
                    .computeIfAbsent(List.of(operation, peer.name()), key -> new ArrayList<>())
                    .add(microseconds));
      } catch (IOException e) {
        leaveOut(peer, e);
        process.close();
        running.remove(peer);
      }
    }
  }

  private void leaveOut(Peer peer, IOException why) {
    System.err.printf(
        "%s left out at %d bits: %s; see %s%n",
        peer.name(), bits, why.getMessage(), installation.errors());
  }

  /** Returns the names that peers may know: ours, and those that the others have one way of. */
  private static Set<String> operations() {
    Set<String> names = new LinkedHashSet<>(List.of("encrypt"));
    Stream.of(Operation.values())
        .filter(operation -> operation != Operation.KEYGEN)
        .filter(operation -> !Operation.ofPipeline().contains(operation))
        .map(Operation::label)
        .forEach(names::add);
    return names;
  }
}
