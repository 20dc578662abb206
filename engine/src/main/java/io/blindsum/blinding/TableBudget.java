package io.blindsum.blinding;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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
  private static final String AVAILABLE = "MemAvailable:";

  /** Returns a quarter of the memory that this machine, or its container, has left. */
  public static TableBudget ofMachine(long values) {
    return new TableBudget(availableBytes() / PART_OF_MEMORY, values);
  }

  private static long availableBytes() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // the total is that of the container; what is free of the machine leaves its cache out
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith(AVAILABLE))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .stream()
          .map(available -> Math.min(available, system.getTotalMemorySize()))
          .findFirst()
          .orElseGet(system::getFreeMemorySize);
    } catch (IOException e) {
      return system.getFreeMemorySize();
    }
  }
}
