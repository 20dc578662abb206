package io.blindsum.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Searches the memory of this process outside of the Java heap and of the stacks of threads: all
 * buffers off the heap, those in use and those that were freed, and what C code left behind.
 */
public final class NativeMemory {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern MAPPING =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\S+\\s*(.*)");
  private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]{8,16})");

  /**
   * Java reads so much by way of a thread's stack, which is not searched. More would leave copies
   * of what was found in memory that is.
   */
  private static final int PIECE_BYTES = 8192;

  /** The guard of a thread's stack is a few pages; what glibc reserves for later is far more. */
  private static final long LARGEST_GUARD = 1 << 17;

  private record Range(long from, long to, boolean readable, boolean writable, String name) {
    boolean overlaps(Range other) {
      return from < other.to && other.from < to;
    }
  }

  private NativeMemory() {}

  /** Tells whether this machine shows a process its memory. */
  public static boolean isSearchable() {
    return Files.isReadable(Path.of("/proc/self/mem"));
  }

  /** Returns how often patterns of 8 to some dozen bytes occur, all of them together. */
  public static int count(List<byte[]> patterns) throws IOException {
    int longest = patterns.stream().mapToInt(pattern -> pattern.length).max().orElseThrow();
    boolean[] begins = new boolean[1 << 16];
    patterns.forEach(pattern -> begins[pair(pattern, 0)] = true);
    byte[] piece = new byte[PIECE_BYTES];
    int found = 0;
    try (RandomAccessFile memory = new RandomAccessFile("/proc/self/mem", "r")) {
      for (Range range : searched()) {
        // pieces overlap by a pattern less one byte; a shorter one may be counted twice
        for (long at = range.from; at < range.to; at += PIECE_BYTES - longest + 1) {
          int length = (int) Math.min(piece.length, range.to - at);
          try {
            memory.seek(at);
            memory.readFully(piece, 0, length);
          } catch (IOException e) {
            // a mapping that went away meanwhile, or one that no page is behind
            continue;
          }
          found += count(piece, length, patterns, begins);
        }
      }
    }
    return found;
  }

  /** Only where a pattern's first two bytes stand, the others are compared. */
  private static int count(byte[] bytes, int length, List<byte[]> patterns, boolean[] begins) {
    int found = 0;
    for (int i = 0; i < length - 1; i++) {
      if (begins[pair(bytes, i)]) {
        for (byte[] pattern : patterns) {
          boolean fits = i + pattern.length <= length;
          found +=
              fits && Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)
                  ? 1
                  : 0;
        }
      }
    }
    return found;
  }

  private static int pair(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static List<Range> searched() throws IOException {
    Range heap = javaHeap();
    List<Range> searched = new ArrayList<>();
    Range before = heap;
    for (String line : Files.readAllLines(MAPS)) {
      Matcher mapping = MAPPING.matcher(line);
      if (!mapping.matches()) {
        continue;
      }
      Range range =
          new Range(
              Long.parseUnsignedLong(mapping.group(1), 16),
              Long.parseUnsignedLong(mapping.group(2), 16),
              mapping.group(3).startsWith("r"),
              mapping.group(3).startsWith("rw"),
              mapping.group(4));
      boolean stack =
          range.name.startsWith("[stack")
              || (before.to == range.from
                  && !before.readable
                  && before.to - before.from <= LARGEST_GUARD);
      if (range.writable && !stack && !range.overlaps(heap)) {
        searched.add(range);
      }
      before = range;
    }
    return searched;
  }

  /** Returns the addresses that the collector tells of its heap. */
  private static Range javaHeap() {
    try {
      String info =
          String.valueOf(
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcHeapInfo",
                      new Object[0],
                      new String[0]));
      long from = Long.MAX_VALUE;
      long to = 0;
      Matcher address = ADDRESS.matcher(info);
      while (address.find()) {
        long value = Long.parseUnsignedLong(address.group(1), 16);
        from = Math.min(from, value);
        to = Math.max(to, value);
      }
      return new Range(from, to, true, true, "heap");
    } catch (JMException e) {
      throw new IllegalStateException("this Java tells nothing of its heap", e);
    }
  }
}
