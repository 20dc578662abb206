package io.blindsum.hospital;

import io.blindsum.cohort.DataException;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.paillier.PaillierException;

/** Turns what can go wrong in a job into the one line that its process fails with. */
final class Jobs {
  private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

  private Jobs() {}

  /** Returns a handler that fails with lines of our own, never with a message of a library. */
  static FunctionHandler inOneLine(FunctionHandler handler) {
    return context -> {
      try {
        return handler.run(context);
      } catch (JobException | InterruptedException e) {
        throw e;
      } catch (PaillierException | DataException e) {
        throw new JobException(String.valueOf(e.getMessage()));
      } catch (Exception e) {
        // its message is not ours, so it may quote anything
        LOG.log(
            System.Logger.Level.ERROR,
            "process {0} failed in an unexpected way: {1}",
            context.process().processId(),
            e.getClass().getName());
        throw new JobException("internal error: " + e.getClass().getSimpleName());
      }
    };
  }
}
