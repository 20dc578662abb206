package io.blindsum.service;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Seconds that have passed for certain, whatever the machine's clock is set to: they go on while
 * the machine runs and are kept over restarts. They may be fewer than have passed, never more.
 *
 * <p>The caller holds a lock of the state folder.
 */
public final class RunningClock {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String FILE = "clock";

  private final StateFolder state;
  private final Supplier<Reading> machine;

  /**
   * What a machine says of its own running.
   *
   * @param boot the same from one start of the machine to the next
   * @param seconds since then
   */
  public record Reading(String boot, long seconds) {
    /** Asks the kernel, or the virtual machine where that cannot be asked. */
    public static Reading ofMachine() {
      try {
        String uptime = Files.readString(UPTIME, StandardCharsets.US_ASCII).split("\\.", 2)[0];
        String boot = Files.readString(BOOT, StandardCharsets.US_ASCII).strip();
        return new Reading(boot, Long.parseLong(uptime));
      } catch (IOException | NumberFormatException e) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        return new Reading("vm " + runtime.getName(), runtime.getUptime() / 1000);
      }
    }
  }

  /** Makes a clock of a state folder. */
  public RunningClock(StateFolder state, Supplier<Reading> machine) {
    this.state = state;
    this.machine = machine;
  }

  /** Returns the seconds, and keeps them. */
  long seconds() throws IOException {
    Reading now = machine.get();
    long seconds = 0;
    try {
      String[] words = Files.readString(state.file(FILE)).strip().split(" ", 3);
      long kept = Long.parseLong(words[0]);
      long at = Long.parseLong(words[1]);
      boolean sameBoot = words[2].equals(now.boot);
      seconds = kept + Math.max(0, sameBoot ? now.seconds - at : now.seconds);
    } catch (NoSuchFileException e) {
      // the first time
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new AuditException(FILE + " was altered: restore it");
    }
    String text = seconds + " " + now.seconds + " " + now.boot + "\n";
    state.replace(FILE, text.getBytes(StandardCharsets.UTF_8));
    return seconds;
  }
}
