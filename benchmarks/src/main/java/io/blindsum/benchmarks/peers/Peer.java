package io.blindsum.benchmarks.peers;

import io.blindsum.arith.Arithmetics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that is measured.
 *
 * @param name as results print it
 * @param kind what runs it
 * @param argument its script, its backend or its side, depending on the kind
 */
public record Peer(String name, Kind kind, String argument) {

  /** What a peer runs on. */
  public enum Kind {
    /** BlindSum, a virtual machine like this one. */
    BLINDSUM,
    /** Our program in C. */
    C,
    /** A Python script. */
    PYTHON,
    /** A Java program in one file. */
    JAVA
  }

  private static final String FASTEST = Arithmetics.fastest().name();

  /** BlindSum on the fastest backend of this machine, which the peers are compared with. */
  public static final String BLINDSUM = ours(FASTEST);

  /** The same kernel, called from C. */
  public static final String BLINDSUM_FROM_C = fromC(side(FASTEST));

  /** The textbook's formulas in C on GMP. */
  public static final String C_GMP = "C + GMP";

  /** Returns all that are known, ours first. */
  public static List<Peer> all() {
    return List.of(
        new Peer(ours("ifma"), Kind.BLINDSUM, "ifma"),
        new Peer(ours("avx512"), Kind.BLINDSUM, "avx512"),
        new Peer(ours("avx2"), Kind.BLINDSUM, "avx2"),
        new Peer(ours("gmp-kernel"), Kind.BLINDSUM, "gmp-kernel"),
        new Peer(ours("gmp"), Kind.BLINDSUM, "gmp"),
        new Peer(ours("java"), Kind.BLINDSUM, "java"),
        new Peer(fromC("ifma"), Kind.C, "ifma"),
        new Peer(fromC("avx512"), Kind.C, "avx512"),
        new Peer(fromC("avx2"), Kind.C, "avx2"),
        new Peer(fromC("gmp"), Kind.C, "gmp"),
        new Peer(C_GMP, Kind.C, "textbook"),
        new Peer("phe", Kind.PYTHON, "phe_peer.py"),
        new Peer("sf-heu", Kind.PYTHON, "heu_peer.py"),
        new Peer("pypaillier", Kind.PYTHON, "pypaillier_peer.py"),
        new Peer("javallier", Kind.JAVA, "javallier/JavallierPeer.java"));
  }

  /** Returns the name of BlindSum on one of its backends. */
  static String ours(String backend) {
    return "BlindSum " + backend;
  }

  private static String fromC(String side) {
    return "kernel " + side + " from C";
  }

  /** Returns what the program in C calls the kernel of a backend. */
  private static String side(String backend) {
    return backend.equals("gmp-kernel") ? "gmp" : backend;
  }

  /** Returns the command that serves it. */
  List<String> command(Installation installation, int bits) {
    String size = String.valueOf(bits);
    Path scripts = installation.scripts();
    return switch (kind) {
      case BLINDSUM ->
          java("-cp", System.getProperty("java.class.path"), ourClass(), argument, size);
      case C -> List.of(installation.cProgram().toString(), "serve", argument, size);
      case PYTHON ->
          List.of(installation.python().toString(), scripts.resolve(argument).toString(), size);
      case JAVA ->
          java(
              "-cp",
              installation.folder().resolve("javallier") + "/*",
              scripts.resolve(argument).toString(),
              size);
    };
  }

  private static String ourClass() {
    return BlindSumPeer.class.getName();
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns the environment beside that of this process: one thread for all. */
  static Map<String, String> environment() {
    return new TreeMap<>(
        Map.of("OMP_NUM_THREADS", "1", "RAYON_NUM_THREADS", "1", "PYTHONDONTWRITEBYTECODE", "1"));
  }
}
