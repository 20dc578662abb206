package io.blindsum.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What an executor needs in order to work, looked at each time that somebody asks. */
public final class Health {
  private static final long LEAST_DISK_BYTES = 64 << 20;

  private final List<Check> checks = new ArrayList<>();

  /**
   * One thing that is needed.
   *
   * @param name what it is, a word
   * @param problem what is wrong with it, without a secret; empty if nothing is
   */
  public record Check(String name, Supplier<Optional<String>> problem) {
    /** Looks at the disk of a folder: that it can be written, and has 64 MiB left. */
    public static Check ofDisk(Path folder) {
      return new Check("disk", () -> diskProblem(folder));
    }
  }

  /** Adds checks; safe to call before anybody asks. */
  public Health add(List<Check> more) {
    checks.addAll(more);
    return this;
  }

  /**
   * What was found.
   *
   * @param ready whether nothing is wrong
   * @param text a line for each check
   */
  record Report(boolean ready, String text) {}

  Report report() {
    boolean ready = true;
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      Optional<String> problem = check.problem().get();
      ready &= problem.isEmpty();
      text.append(check.name()).append(": ").append(problem.orElse("ok")).append('\n');
    }
    return new Report(ready, text.toString());
  }

  private static Optional<String> diskProblem(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_DISK_BYTES) {
        return Optional.of(String.format(Locale.ROOT, "%d MB left", free >> 20));
      }
      return Files.isWritable(folder) ? Optional.empty() : Optional.of("not writable");
    } catch (IOException e) {
      return Optional.of("the state folder is not there");
    }
  }
}
