package io.blindsum.cli;

import io.blindsum.cli.Cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hospital's files, encrypted, added up and opened, in a folder with a test key. */
final class Exports {
  private final Path folder;
  private int frames;

  Exports(Path folder) {
    this.folder = folder;
    Cli.makeTestKey(folder, "s", 512);
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** Encrypts into the next frame. */
  Run encrypt(Path csv, String... more) {
    List<String> arguments = new ArrayList<>(List.of("encrypt", csv.toString()));
    arguments.addAll(List.of("--pub", file("s.pub"), "--insecure-test-key"));
    arguments.addAll(List.of("--max-rows", "1000", "-o", file(++frames + ".bsc")));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  /** Returns the last frame. */
  String frame() {
    return file(frames + ".bsc");
  }

  /** Returns n and sum of each column and group, and the n of each category, as "n sum". */
  Map<String, String> totals(Path csv, String... more) {
    encrypt(csv, more).ok();
    return open(frame());
  }

  /** Adds frames up and opens the totals. */
  Map<String, String> open(String... inputs) {
    String totals = file(++frames + ".bsr");
    List<String> sum = new ArrayList<>(List.of("sum"));
    sum.addAll(List.of(inputs));
    sum.addAll(List.of("-o", totals));
    Cli.run(sum.toArray(String[]::new)).ok();
    Run opened = Cli.run("decrypt", totals, "--key", file("s.key"), "--csv").ok();
    Map<String, String> found = new TreeMap<>();
    List<String> lines = opened.out().lines().toList();
    int column = List.of(lines.get(0).split(",", -1)).indexOf("column");
    lines.stream().skip(1).forEach(line -> keep(line, column, found));
    return found;
  }

  /** Keeps a line of totals: the groups, then {@code column,value,n,sum} and more. */
  private static void keep(String line, int column, Map<String, String> found) {
    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    if (cells[column + 2].isEmpty()) {
      // of a statistic
      return;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < column + 2; i++) {
      if (!cells[i].isEmpty()) {
        names.add(cells[i].replaceAll("^\"|\"$", ""));
      }
    }
    found.put(String.join("/", names), (cells[column + 2] + " " + cells[column + 3]).strip());
  }
}
