package io.blindsum.cli.demo;

import io.blindsum.cohort.CohortGenerator;
import io.blindsum.cohort.SiteProfile;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes the files of the demo's hospitals. */
final class DemoCohort {
  /** The column that the generator does not have. */
  static final String WARD = "ward";

  static final List<String> WARDS = List.of("internal", "surgery", "home", "trial");

  private static final long SEED = 20_261;

  private DemoCohort() {}

  /**
   * Writes synthetic patients, the same bytes whenever it is asked.
   *
   * @param inTrial how many of them are in the trial's ward
   */
  static Path write(Path file, SiteProfile profile, long patients, int inTrial) throws IOException {
    Path plain = file.resolveSibling(file.getFileName() + ".plain");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain))) {
      new CohortGenerator(profile, SEED).write(patients, out);
    }
    try (BufferedReader in = Files.newBufferedReader(plain);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(in.readLine() + "," + WARD + "\n");
      long row = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line + "," + ward(row, inTrial) + "\n");
        row++;
      }
    }
    Files.delete(plain);
    return file;
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
