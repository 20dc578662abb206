package io.blindsum.benchmarks;

import io.blindsum.benchmarks.colony.ReadyBatches;
import io.blindsum.benchmarks.report.Conditions;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.Identity;
import io.blindsum.colony.ObjectStoreConfig;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.service.FrameFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Measures what a Colonies server carries by the number of graphs that are under way. */
@Command(
    name = "colony",
    sortOptions = false,
    description = {
      "What a Colonies server carries: ready batches of two sites, by the window of the driver.",
      "",
      "No encryption: the sites answer at once. Each round takes every window once; the best round"
          + " counts. Writes colony.json. With --colony it needs COLONIES_COLONY_PRVKEY and the"
          + " COLONIES_PRVKEY of a user, and the AWS_S3_* of an object store with --files-bytes."
    })
final class ColonyCommand implements Callable<Integer> {
  @Option(
      names = "--colony",
      description = "On the server of the COLONIES_* environment. Default: the embedded colony.")
  private boolean colony;

  @Option(
      names = "--windows",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,4,8,16,32,64",
      description = "Graphs under way at a time. Default: 1,2,4,8,16,32,64.")
  private List<Integer> windows = List.of();

  @Option(
      names = "--graphs",
      paramLabel = "N",
      defaultValue = "64",
      description = "Graphs a round and window, two batches each. Default: 64.")
  private int graphs;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Rounds. Default: 2.")
  private int rounds;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "720000",
      description = "Of a frame, before base64. Default: 720000, near 1 MB of text.")
  private int bytes;

  @Option(
      names = "--files-bytes",
      paramLabel = "N",
      description = {
        "Also by file: the same with frames of so many bytes in the object store, beside the others"
            + " in each round."
      })
  private int filesBytes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out/bench",
      description = "Where the result goes. Default: out/bench.")
  private Path out = Path.of("out/bench");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!colony) {
      try (LocalColony server = LocalColony.start()) {
        Identity owner = server.addColony("bench");
        Identity user = server.addUser("bench", owner, "bench");
        Map<String, String> environment = server.environment("bench");
        measure("the embedded colony", server.config("bench").build(), owner, user, environment);
      }
      return 0;
    }
    ColonyConfig server = ColonyConfig.fromEnvironment(System.getenv());
    Identity owner = server.colonyKey().orElseThrow(() -> missing("COLONIES_COLONY_PRVKEY"));
    Identity user = server.identity().orElseThrow(() -> missing("COLONIES_PRVKEY"));
    measure("the server of the environment", server, owner, user, System.getenv());
    return 0;
  }

  private static IllegalArgumentException missing(String variable) {
    return new IllegalArgumentException(
        "set " + variable + ": the benchmark registers executors and stores frames");
  }

  private void measure(
      String where,
      ColonyConfig server,
      Identity owner,
      Identity user,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    Conditions conditions = Conditions.here();
    Map<Integer, Double> inline = new LinkedHashMap<>();
    Map<Integer, Double> byFile = new LinkedHashMap<>();
    try (ReadyBatches inMessages =
            ReadyBatches.start(server, owner, user, Optional.empty(), bytes);
        @Nullable ReadyBatches inStore =
            filesBytes == 0
                ? null
                : ReadyBatches.start(server, owner, user, store(environment), filesBytes)) {
      for (int round = 0; round < rounds; round++) {
        measure(inMessages, inline);
        if (inStore != null) {
          measure(inStore, byFile);
        }
      }
    }
    System.out.println(conditions.line() + ", " + where);
    print("inline, frames of %s bytes".formatted(bytes), inline);
    if (filesBytes > 0) {
      print("by file, frames of %s bytes".formatted(filesBytes), byFile);
    }
    Files.createDirectories(out);
    Path file = out.resolve("colony.json");
    Files.writeString(
        file,
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "conditions", conditions,
                    "colony", where,
                    "batchBytes", bytes,
                    "megabytesPerSecond", inline,
                    "filesBytes", filesBytes,
                    "filesMegabytesPerSecond", byFile)));
    System.out.println("\nwrote " + file);
  }

  private static Optional<FrameFiles> store(Map<String, String> environment) {
    ObjectStoreConfig config =
        ObjectStoreConfig.fromEnvironment(environment)
            .orElseThrow(() -> missing("AWS_S3_ENDPOINT"));
    return Optional.of(FrameFiles.of(config));
  }

  private void measure(ReadyBatches batches, Map<Integer, Double> best)
      throws InterruptedException {
    for (int window : windows) {
      best.merge(window, batches.megabytesPerSecond(graphs, window), Math::max);
    }
  }

  private static void print(String what, Map<Integer, Double> best) {
    System.out.printf("%n%s%n%6s  %5s%n", what, "window", "MB/s");
    best.forEach((window, rate) -> System.out.printf("%6d  %5.1f%n", window, rate));
  }
}
