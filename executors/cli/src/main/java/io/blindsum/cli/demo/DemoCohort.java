package io.blindsum.cli.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes the cohorts of the demo's hospitals of what others wrote. */
final class DemoCohort {
  private DemoCohort() {}

  /**
   * Puts the patients of a file in wards.
   *
   * @param inTrial how many of them are in the trial's ward
   */
  static void addWards(Path plain, Path file, int inTrial) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(plain);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(in.readLine() + ",ward\n");
      long row = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line + "," + ward(row, inTrial) + "\n");
        row++;
      }
    }
  }

  private static String ward(long row, int inTrial) {
    if (row < inTrial) {
      return "trial";
    }
    return row % 100 == 0 ? "home" : row % 3 == 0 ? "surgery" : "internal";
  }

  /** Writes the rows of a file to several, in their order. */
  static void split(Path file, List<Path> parts) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int rows = lines.size() - 1;
    for (int i = 0; i < parts.size(); i++) {
      int from = 1 + i * rows / parts.size();
      int to = 1 + (i + 1) * rows / parts.size();
      Stream<String> part = lines.subList(from, to).stream();
      Files.write(parts.get(i), Stream.concat(Stream.of(lines.get(0)), part).toList());
    }
  }
}
