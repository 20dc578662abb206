package io.blindsum.colony;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one process in a thread of its own, within its time, and closes it. */
final class ProcessRunner {
  private static final System.Logger LOG = System.getLogger(ProcessRunner.class.getName());

  /**
   * A function with what computes it.
   *
   * @param function what is announced
   * @param handler what computes it
   */
  record Registered(Function function, FunctionHandler handler) {}

  private final Map<String, Registered> functions;
  private final ExecutorService threads;
  private final OutageLog outages;
  private final BooleanSupplier stopped;

  ProcessRunner(
      Map<String, Registered> functions,
      ExecutorService threads,
      OutageLog outages,
      BooleanSupplier stopped) {
    this.functions = functions;
    this.threads = threads;
    this.outages = outages;
    this.stopped = stopped;
  }

  /** Runs a process to its end; the outcome says whether the server still knows the executor. */
  CloseOutcome run(ColonyClient client, Process process) throws InterruptedException {
    RunningProcess running = new RunningProcess(process, client, outages);
    Retrier retrier = Retrier.until(() -> stopped.getAsBoolean() || isLate(running), outages);
    ProcessCloser closer = new ProcessCloser(client, retrier);
    Registered registered = functions.get(process.spec().functionName());
    Optional<String> refusal = refusal(process, registered);
    if (refusal.isPresent() || registered == null) {
      return closer.closeFailed(process.processId(), refusal.orElse("unknown function"));
    }
    return compute(running, registered.handler(), closer);
  }

  /** Closes a process that was assigned and cannot be read: it would come again and again. */
  CloseOutcome refuse(ColonyClient client, String processId, ColonyException trouble)
      throws InterruptedException {
    LOG.log(
        System.Logger.Level.WARNING,
        "process {0} is refused: {1}",
        processId,
        trouble.getMessage());
    String fix =
        trouble.isTooLarge() ? "; ask for less at once, or start the executor with more -Xmx" : "";
    return new ProcessCloser(client, Retrier.until(stopped, outages))
        .closeFailed(processId, "the process cannot be read: " + trouble.getMessage() + fix);
  }

  private static Optional<String> refusal(Process process, @Nullable Registered registered) {
    if (registered == null) {
      return Optional.of(OneLine.of("unknown function " + process.spec().functionName()));
    }
    if (process.spec().maxExecSeconds() == 0) {
      return Optional.of("maxexectime is 0: submit with the seconds it may take");
    }
    return ArgumentCheck.problem(registered.function(), process.spec().kwargs());
  }

  private CloseOutcome compute(
      RunningProcess running, FunctionHandler handler, ProcessCloser closer)
      throws InterruptedException {
    String id = running.process().processId();
    Future<List<String>> result = threads.submit(() -> handler.run(running));
    try {
      List<String> out = await(result, running.timeLeft());
      return out == null
          ? closer.closeFailed(id, "the function returned nothing")
          : closer.closeSuccessful(id, out);
    } catch (TimeoutException e) {
      // The server queues it again by itself; a failure would be final.
      LOG.log(System.Logger.Level.WARNING, "process {0} took longer than allowed: dropped", id);
      return CloseOutcome.DROPPED;
    } catch (ExecutionException e) {
      if (stopped.getAsBoolean()) {
        // It was interrupted to hand the work back: a failure would be final.
        return CloseOutcome.DROPPED;
      }
      LOG.log(System.Logger.Level.DEBUG, "process " + id + " failed", e.getCause());
      return closer.closeFailed(id, reason(e.getCause()));
    } catch (CancellationException e) {
      return CloseOutcome.DROPPED;
    } finally {
      result.cancel(true);
    }
  }

  private static @Nullable List<String> await(
      Future<List<String>> result, Optional<Duration> timeLeft)
      throws InterruptedException, ExecutionException, TimeoutException {
    return timeLeft.isPresent()
        ? result.get(timeLeft.get().toMillis(), TimeUnit.MILLISECONDS)
        : result.get();
  }

  private static boolean isLate(RunningProcess running) {
    return running.timeLeft().map(Duration::isNegative).orElse(false);
  }

  private static String reason(@Nullable Throwable cause) {
    if (cause == null) {
      return "the function failed";
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return OneLine.of(
        cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
            ? message
            : cause.getClass().getSimpleName() + ": " + message);
  }
}
