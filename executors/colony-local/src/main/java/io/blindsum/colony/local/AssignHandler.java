package io.blindsum.colony.local;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds executors that ask for work until some comes, or their time is over.
 *
 * <p>As in the real server, an executor that is unregistered while its request is held still gets
 * work.
 */
final class AssignHandler implements Handler {
  private final Store store;
  private final Membership membership;
  private final Scheduler scheduler;

  AssignHandler(Store store, Membership membership, Scheduler scheduler) {
    this.store = store;
    this.membership = membership;
    this.scheduler = scheduler;
  }

  @Override
  public JsonNode handle(String caller, ObjectNode message, Connection connection) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    long seconds = Json.number(message, "timeout");
    if (seconds == 0) {
      throw new RpcError(400, "Invalid timeout value, timeout cannot be zero");
    }
    ObjectNode executor = heardFrom(caller);
    long cpu = SpecForm.cpu(Json.text(message, "availablecpu"), Long.MAX_VALUE);
    long memory = SpecForm.memory(Json.text(message, "availablemem"), Long.MAX_VALUE);
    try {
      return reply(await(executor, cpu, memory, seconds, connection));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw nothing();
    }
  }

  private ProcessRow await(
      ObjectNode executor, long cpu, long memory, long seconds, Connection connection)
      throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    // Somebody who hung up would take the work along.
    while (connection.isAlive()) {
      Optional<ProcessRow> row = scheduler.assign(executor, cpu, memory);
      if (row.isPresent()) {
        return row.get();
      }
      // What was saved so far must not wait for the end of a long poll.
      store.commit();
      if (left <= 0) {
        break;
      }
      left = store.workArrived.awaitNanos(left);
    }
    throw nothing();
  }

  private static RpcError nothing() {
    return new RpcError(404, "No process available for assignment");
  }

  /** The reply to an assignment has no deadline in it; the executor counts from the receipt. */
  private JsonNode reply(ProcessRow row) {
    return ProcessHandlers.show(store, row).put("execdeadline", Json.time(null));
  }

  private ObjectNode heardFrom(String caller) {
    ObjectNode executor =
        membership
            .executor(caller)
            .orElseThrow(() -> new RpcError(500, "Failed to assign process, executor not found"));
    executor.put("lastheardfromtime", Json.time(Instant.now()));
    store.save(Store.EXECUTOR, caller, executor);
    return executor;
  }
}
