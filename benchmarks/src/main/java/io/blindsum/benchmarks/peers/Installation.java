package io.blindsum.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where the peers are installed, and how they get there. */
public record Installation(Path folder, Path scripts) {

  /**
   * Names the folder of an installation, which need not be there.
   *
   * @throws IllegalArgumentException if this is no checkout: the scripts come with the sources
   */
  public static Installation in(Path folder) {
    Path home = Path.of(System.getProperty("blindsum.home", ""));
    Path scripts = home.resolve("benchmarks/peers").toAbsolutePath();
    if (!Files.isRegularFile(scripts.resolve("install.sh"))) {
      throw new IllegalArgumentException(
          "no " + scripts + "; run ./blindsum bench in a checkout of the sources");
    }
    return new Installation(folder.toAbsolutePath(), scripts);
  }

  Path python() {
    return folder.resolve("venv/bin/python");
  }

  Path cProgram() {
    return folder.resolve("c/bench-c");
  }

  /** Returns the file that takes what the peers write to their error streams. */
  Path errors() {
    return folder.resolve("peers.log");
  }

  /** Installs the peers that are not there, if any of these is from elsewhere. */
  public void complete(List<Peer> peers) {
    try {
      Files.createDirectories(folder);
      boolean wanted = peers.stream().anyMatch(peer -> peer.kind() != Peer.Kind.BLINDSUM);
      boolean missing = !Files.exists(python()) || !Files.exists(cProgram());
      if (wanted && missing) {
        System.err.println("installing the peers into " + folder + ", once");
        run("sh", scripts.resolve("install.sh").toString(), folder.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Measures what bounds the kernels on this machine; empty where that cannot be done. */
  public Map<String, Double> machine() {
    if (!Files.isExecutable(cProgram())) {
      return Map.of();
    }
    try {
      Process process = new ProcessBuilder(cProgram().toString(), "machine").start();
      String json =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return JsonMapper.shared().readValue(json, new TypeReference<TreeMap<String, Double>>() {});
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static void run(String... command) throws IOException {
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
