package io.blindsum.hospital;

import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.service.StateFolder;
import io.blindsum.service.StateFolder.Lock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The plans that a site has made: each its message and its spool, under the id of the process that
 * planned. A plan is there once its message is; what a crash leaves of one is removed.
 */
final class Plans {
  private static final Pattern PROCESS_ID = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "plan-";
  private static final String MESSAGE = ".json";
  private static final String SPOOL = ".spool";

  private final StateFolder state;
  private final Duration keep;
  private final long spoolBytes;

  /**
   * Opens the plans of a state folder.
   *
   * @param keep how long a plan is kept after it was last used
   * @param spoolBytes the most bytes that all spools may take
   */
  Plans(StateFolder state, Duration keep, long spoolBytes) {
    this.state = state;
    this.keep = keep;
    this.spoolBytes = spoolBytes;
  }

  /** Tells whether a text can be the id of a plan, and so a part of a file's name. */
  static boolean isId(String text) {
    return PROCESS_ID.matcher(text).matches();
  }

  /** Waits for the right to make a plan, and removes what a crash left of it. */
  Lock lock(String plan) throws IOException, InterruptedException {
    Lock lock = state.lock(PREFIX + plan);
    try {
      for (Path file : files(PREFIX + plan + ".", ".draft")) {
        Files.deleteIfExists(file);
      }
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Returns a plan that was made; counts as a use of it. */
  Optional<PlanMessage> find(String plan) throws IOException {
    if (!isId(plan)) {
      return Optional.empty();
    }
    Path file = state.file(PREFIX + plan + MESSAGE);
    try {
      String text = Files.readString(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(Signed.parse("plan", text, PlanMessage.class).message());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the spool of a plan that was made. */
  Path spool(String plan) {
    return state.file(PREFIX + plan + SPOOL);
  }

  /** Makes an empty file for the spool of a plan, under another name. */
  Path draft(String plan) throws IOException {
    return state.newFile(PREFIX + plan + SPOOL);
  }

  /** Makes a plan be there, all at once. */
  void publish(PlanMessage plan, Path draft) throws IOException {
    state.publish(draft, PREFIX + plan.plan() + SPOOL);
    state.replace(
        PREFIX + plan.plan() + MESSAGE,
        Signed.unsigned(plan).toText().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses a spool that would take more of the disk than the site gives.
   *
   * @param others the bytes of the other spools, as {@link #used} tells
   * @throws JobException if it would
   */
  void requireRoom(long others, long bytes) {
    if (others + bytes > spoolBytes) {
      throw new JobException("the site has no room for another plan; try later");
    }
  }

  /** Returns the bytes of all spools, whole or not. */
  long used() throws IOException {
    long bytes = 0;
    for (Path file : files(PREFIX, "")) {
      if (file.toString().contains(SPOOL)) {
        bytes += sizeOf(file);
      }
    }
    return bytes;
  }

  /** Removes a plan; the message first, because without it there is no plan. */
  void remove(String plan) throws IOException {
    for (String suffix : List.of(MESSAGE, SPOOL, ".lock")) {
      Files.deleteIfExists(state.file(PREFIX + plan + suffix));
    }
  }

  /**
   * Removes what was not used for as long as plans are kept.
   *
   * @param before is told the id of each plan that goes
   */
  void removeOld(Consumer<String> before) throws IOException {
    Instant oldest = Instant.now().minus(keep);
    for (Path file : files(PREFIX, MESSAGE)) {
      if (modified(file).isBefore(oldest)) {
        String plan = nameOf(file).substring(PREFIX.length(), nameOf(file).indexOf('.'));
        before.accept(plan);
        remove(plan);
      }
    }
    for (Path file : files(PREFIX, "")) {
      boolean orphan =
          !nameOf(file).endsWith(SPOOL)
              || !Files.exists(Path.of(file.toString().replace(SPOOL, MESSAGE)));
      if (!nameOf(file).endsWith(MESSAGE) && orphan && modified(file).isBefore(oldest)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files(String prefix, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(state.folder())) {
      return files
          .filter(file -> nameOf(file).startsWith(prefix) && nameOf(file).endsWith(suffix))
          .toList();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Returns the size of a file that another process may remove meanwhile. */
  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static Instant modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.MAX;
    }
  }
}
