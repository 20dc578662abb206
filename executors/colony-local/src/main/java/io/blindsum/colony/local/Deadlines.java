package io.blindsum.colony.local;

import io.blindsum.colony.ExecutorState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the clock: processes that run or wait too long, executors not heard from. */
final class Deadlines implements Runnable {
  private final Store store;
  private final Scheduler scheduler;
  private final ColonyHandlers executors;
  private final Duration staleAfter;

  Deadlines(Store store, Scheduler scheduler, ColonyHandlers executors, Duration staleAfter) {
    this.store = store;
    this.scheduler = scheduler;
    this.executors = executors;
    this.staleAfter = staleAfter;
  }

  @Override
  public void run() {
    store.lock.lock();
    try {
      Instant now = Instant.now();
      store.running().forEach(row -> checkRunning(row, now));
      List<ProcessRow> waiting = new ArrayList<>();
      store.waiting().forEach(waiting::add);
      waiting.forEach(row -> checkWaiting(row, now));
      List.copyOf(store.table(Store.EXECUTOR).values()).forEach(row -> checkExecutor(row, now));
      store.commit();
    } finally {
      store.lock.unlock();
    }
  }

  private void checkRunning(ProcessRow row, Instant now) {
    if (row.state.isFinal() || !isPast(row.execDeadline, now)) {
      return;
    }
    if (row.maxRetries() >= 0 && row.retries >= row.maxRetries()) {
      scheduler.fail(row, reason("Maximum execution time limit exceeded"));
    } else {
      scheduler.requeue(row, true);
    }
  }

  private void checkWaiting(ProcessRow row, Instant now) {
    if (!row.state.isFinal() && row.maxWaitSeconds() > 0 && isPast(row.waitDeadline, now)) {
      scheduler.fail(row, reason("Maximum waiting time limit exceeded"));
    }
  }

  private void checkExecutor(ObjectNode executor, Instant now) {
    Instant heard = Json.time(executor, "lastheardfromtime");
    if (Membership.stateOf(executor) != ExecutorState.UNREGISTERED
        && heard != null
        && heard.plus(staleAfter).isBefore(now)) {
      executors.unregister(executor);
    }
  }

  /** Compares whole seconds, as the real server does. */
  private static boolean isPast(@Nullable Instant deadline, Instant now) {
    return deadline != null && now.getEpochSecond() > deadline.getEpochSecond();
  }

  private static ArrayNode reason(String text) {
    return Json.array().add(text);
  }
}
