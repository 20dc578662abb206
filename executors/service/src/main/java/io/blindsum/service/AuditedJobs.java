package io.blindsum.service;

import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.JobException;
import java.util.List;

/** Has each decision about a job written down before it is known outside, and failures too. */
public final class AuditedJobs {
  private static final System.Logger LOG = System.getLogger(AuditedJobs.class.getName());

  private final AuditLog audit;
  private final StrangerLines strangers = new StrangerLines(System::nanoTime);

  /** Writes into a log. */
  public AuditedJobs(AuditLog audit) {
    this.audit = audit;
  }

  /** A job whose decision is written down: what is released or refused it writes itself. */
  @FunctionalInterface
  public interface Job {
    List<String> run(ProcessContext context, Audit entry) throws Exception;
  }

  /** Returns what runs a job, and writes that it failed if it does. */
  public FunctionHandler of(Job job) {
    return context -> {
      Audit entry = Audit.of(audit, strangers, context);
      try {
        return job.run(context, entry);
      } catch (Exception e) {
        Jobs.throwInterruption(e);
        JobException failure = explain(e);
        entry.failed(String.valueOf(failure.getMessage()));
        throw failure;
      }
    };
  }

  private static JobException explain(Exception e) {
    if (e instanceof AuditException) {
      LOG.log(System.Logger.Level.ERROR, "a job failed: {0}", e.getMessage());
      return new JobException("the executor's state was altered");
    }
    return Jobs.explain(e);
  }
}
