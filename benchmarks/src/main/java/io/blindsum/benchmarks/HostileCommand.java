package io.blindsum.benchmarks;

import io.blindsum.benchmarks.peers.HostileScore;
import io.blindsum.benchmarks.peers.Installation;
import io.blindsum.benchmarks.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Gives BlindSum and other programs malformed keys and ciphertexts. */
@Command(
    name = "hostile",
    sortOptions = false,
    description = {
      "How many malformed keys and ciphertexts BlindSum, phe and javallier take.",
      "",
      "A key is taken when it encrypts, a ciphertext when a sum with it is decrypted. Writes"
          + " hostile.json, with the ids of those taken."
    })
final class HostileCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out/bench",
      description = "Where the results go. Default: out/bench.")
  private Path out = Path.of("out/bench");

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.in(out.resolve("peers"));
    installation.complete(Peer.all());
    List<HostileScore> scores = HostileScore.all(installation);
    Files.writeString(out.resolve("hostile.json"), JsonMapper.shared().writeValueAsString(scores));
    System.out.printf("%-10s %22s %22s%n", "who", "malformed keys taken", "ciphertexts taken");
    for (HostileScore score : scores) {
      System.out.printf(
          "%-10s %15d of %3d %15d of %3d%n",
          score.who(),
          score.keys().size(),
          score.allKeys(),
          score.ciphertexts().size(),
          score.allCiphertexts());
    }
    return 0;
  }
}
