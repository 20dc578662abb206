package io.blindsum.service;

import io.blindsum.service.StateFolder.Lock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts the questions that were asked about each dataset under each key, and refuses more than so
 * many within 24 hours. The count is kept on the disk, and its hours are those of a {@link
 * RunningClock}, so that neither a restart nor another time of the day gives more.
 */
public final class QuestionBudget {
  /** What is said when the questions of a day are used up. */
  public static final String REFUSAL = "the questions about the dataset are used up for today";

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final StateFolder state;
  private final RunningClock clock;
  private final int mostADay;

  /** Counts in a state folder. */
  public QuestionBudget(StateFolder state, RunningClock clock, int mostADay) {
    this.state = state;
    this.clock = clock;
    this.mostADay = mostADay;
  }

  /**
   * Counts a question, unless there were as many as may be.
   *
   * @return whether it may be answered
   */
  public boolean take(String dataset, String key) throws IOException, InterruptedException {
    try (Lock lock = state.lock("asked")) {
      lock.requireHeld();
      long now = clock.seconds();
      String name = "asked-" + StateFolder.nameOf(dataset, key);
      List<Long> times = times(name);
      times.removeIf(time -> now - time >= DAY_SECONDS);
      if (times.size() >= mostADay) {
        return false;
      }
      times.add(now);
      String text = times.stream().map(time -> time + "\n").collect(Collectors.joining());
      state.replace(name, text.getBytes(StandardCharsets.US_ASCII));
      return true;
    }
  }

  private List<Long> times(String name) throws IOException {
    List<Long> times = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(state.file(name), StandardCharsets.US_ASCII)) {
        times.add(Long.parseLong(line));
      }
    } catch (NoSuchFileException e) {
      // the first question
    } catch (NumberFormatException e) {
      throw new AuditException(name + " was altered: restore it");
    }
    return times;
  }
}
