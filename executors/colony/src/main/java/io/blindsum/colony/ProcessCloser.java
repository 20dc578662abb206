package io.blindsum.colony;

import java.util.List;

/**
 * Closes processes so that a lost reply neither loses nor doubles a result.
 *
 * <p>After a doubtful reply the identical close is repeated: a second close by the same executor
 * overwrites the output with the same one. Once a close was answered after any doubt, the process
 * is read back and its output compared in length, because the server may answer a close whose
 * output its database did not take. A refusal that says the process belongs to somebody else drops
 * the result; the server has already queued it again.
 */
public final class ProcessCloser {
  private static final int MAX_READ_BACKS = 3;

  private final ColonyClient client;
  private final Retrier retrier;

  /** Closes with the executor's client, repeating as the retrier says. */
  public ProcessCloser(ColonyClient client, Retrier retrier) {
    this.client = client;
    this.retrier = retrier;
  }

  /**
   * Closes a process with its output.
   *
   * @throws ColonyException if the server stays away until retrying ends, or refuses for a reason
   *     that is none of the outcomes
   * @throws InterruptedException if the thread is interrupted while it pauses
   */
  public CloseOutcome closeSuccessful(String processId, List<String> out)
      throws InterruptedException {
    for (int attempt = 0; attempt < MAX_READ_BACKS; attempt++) {
      boolean[] doubtful = {attempt > 0};
      CloseOutcome outcome =
          send(processId, () -> client.closeSuccessful(processId, out), doubtful);
      if (outcome != CloseOutcome.CLOSED || !doubtful[0] || isStored(processId, out)) {
        return outcome;
      }
    }
    throw ColonyException.unusable(
        200, "the server answers the close and does not store its output");
  }

  /**
   * Closes a process as failed.
   *
   * @param reason one line, without anything of a patient or a secret
   * @throws ColonyException if the server stays away until retrying ends, or refuses for a reason
   *     that is none of the outcomes
   * @throws InterruptedException if the thread is interrupted while it pauses
   */
  public CloseOutcome closeFailed(String processId, String reason) throws InterruptedException {
    boolean[] doubtful = {false};
    return send(processId, () -> client.closeFailed(processId, List.of(reason)), doubtful);
  }

  private CloseOutcome send(String processId, Runnable close, boolean[] doubtful)
      throws InterruptedException {
    try {
      return retrier.call("closing process " + processId, () -> once(close, doubtful));
    } catch (ColonyException e) {
      if (e.isNotAMember()) {
        return CloseOutcome.NOT_A_MEMBER;
      }
      // 400: the process was cancelled, or failed with its workflow, or is already closed as
      // failed.
      if (e.isNoLongerAssigned() || e.isNotFound() || (e.status() == 400 && !e.isTransient())) {
        return CloseOutcome.DROPPED;
      }
      throw e;
    }
  }

  private static CloseOutcome once(Runnable close, boolean[] doubtful) {
    try {
      close.run();
      return CloseOutcome.CLOSED;
    } catch (ColonyException e) {
      doubtful[0] |= e.isTransient();
      throw e;
    }
  }

  private boolean isStored(String processId, List<String> out) throws InterruptedException {
    Process process =
        retrier.call("reading back process " + processId, () -> client.getProcess(processId));
    return process.state() != ProcessState.SUCCESS || process.out().size() == out.size();
  }
}
