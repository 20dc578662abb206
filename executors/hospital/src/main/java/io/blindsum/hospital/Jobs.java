package io.blindsum.hospital;

import io.blindsum.cohort.DataException;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.paillier.PaillierException;
import io.blindsum.workflow.MessageException;
import java.io.IOException;

/** Turns what can go wrong in a job into the one line that its process fails with. */
final class Jobs {
  private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

  private Jobs() {}

  /** Returns a handler that fails with lines of our own, never with a message of a library. */
  static FunctionHandler inOneLine(FunctionHandler handler) {
    return context -> {
      try {
        return handler.run(context);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw explain(e);
      }
    };
  }

  /** Says in one line, fit for strangers, why a job failed. */
  static JobException explain(Exception e) {
    if (e instanceof JobException job) {
      return job;
    }
    if (e instanceof PaillierException || e instanceof MessageException) {
      return new JobException(String.valueOf(e.getMessage()));
    }
    if (e instanceof DataException data) {
      return new JobException(data.what());
    }
    // the messages of others may quote anything
    LOG.log(System.Logger.Level.ERROR, "a job failed: {0}", e.getClass().getName());
    return e instanceof IOException
        ? new JobException("the site's disk cannot be read or written; its own log says more")
        : new JobException("internal error: " + e.getClass().getSimpleName());
  }
}
