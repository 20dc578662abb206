package io.blindsum.service;

import io.blindsum.colony.ColonyException;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ObjectStoreException;
import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.FrameException;
import io.blindsum.messages.JobException;
import io.blindsum.paillier.PaillierException;
import io.blindsum.text.DataException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Optional;

/** Turns what can go wrong in a job into the one line that its process fails with. */
public final class Jobs {
  private static final System.Logger LOG = System.getLogger(Jobs.class.getName());

  private Jobs() {}

  /** Returns a handler that fails with lines of our own, never with a message of a library. */
  public static FunctionHandler inOneLine(FunctionHandler handler) {
    return context -> {
      try {
        return handler.run(context);
      } catch (Exception e) {
        throwInterruption(e);
        throw explain(e);
      }
    };
  }

  /**
   * Ends a job as an interruption if it was one, whatever reading or writing made of it: a channel
   * that a thread is interrupted in is closed, and says so in an exception of its own.
   *
   * @throws InterruptedException if it was
   */
  public static void throwInterruption(Exception e) throws InterruptedException {
    if (isInterruption(e) || Thread.currentThread().isInterrupted()) {
      // the exception stands for the mark from here on
      Thread.interrupted();
      InterruptedException interruption = new InterruptedException("the job was interrupted");
      interruption.initCause(e);
      throw interruption;
    }
  }

  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof FileLockInterruptionException
          || (cause instanceof InterruptedIOException
              && !(cause instanceof SocketTimeoutException))) {
        return true;
      }
    }
    return false;
  }

  /** Says in one line of our own why a job failed. */
  public static JobException explain(Exception e) {
    if (e instanceof JobException job) {
      return job;
    }
    if (e instanceof PaillierException
        || e instanceof FrameException
        || e instanceof EncodingException
        || e instanceof DataException
        || e instanceof ColonyException
        || e instanceof ObjectStoreException) {
      return new JobException(String.valueOf(e.getMessage()));
    }
    Optional<FileTrouble> trouble = FileTrouble.of(e);
    if (trouble.isPresent()) {
      LOG.log(System.Logger.Level.ERROR, "a job failed: {0}", trouble.get().forTheLog());
      return new JobException(trouble.get().forOthers());
    }
    // its message is not ours, so it may quote anything
    LOG.log(
        System.Logger.Level.ERROR,
        "a job failed in an unexpected way: {0} at {1}",
        e.getClass().getName(),
        e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0]);
    return new JobException("internal error: " + e.getClass().getSimpleName());
  }
}
