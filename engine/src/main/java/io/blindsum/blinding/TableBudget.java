package io.blindsum.blinding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What a fixed-base table may cost, and what it is for.
 *
 * @param bytes the most memory that the table may take; a table of the narrowest window is made
 *     even if it takes more, which is a few MB at most
 * @param values how many values are expected from the table: it is made as wide as they repay
 */
public record TableBudget(long bytes, long values) {
  /** What is expected of a table whose use nobody knows beforehand. */
  public static final long UNKNOWN_VALUES = 50_000;

  private static final int PART_OF_MEMORY = 4;
  private static final long KIB = 1024;
  private static final long UNKNOWN = 0;

  /** Returns a quarter of the memory that this machine has left, or that its container may take. */
  public static TableBudget ofMachine(long values) {
    long bytes =
        LongStream.of(
                number("/proc/meminfo", "MemAvailable: *(\\d+) kB") * KIB,
                number("/sys/fs/cgroup/memory.max", "^(\\d+)"),
                number("/sys/fs/cgroup/memory/memory.limit_in_bytes", "^(\\d+)"))
            .filter(limit -> limit != UNKNOWN)
            .min()
            .orElse(Runtime.getRuntime().maxMemory());
    return new TableBudget(bytes / PART_OF_MEMORY, values);
  }

  /** Returns the number that a file of the system has at a place, or 0 if it has none. */
  private static long number(String file, String place) {
    try {
      Matcher matcher = Pattern.compile(place).matcher(Files.readString(Path.of(file)));
      return matcher.find() ? Long.parseLong(matcher.group(1)) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN; // another system
    }
  }
}
