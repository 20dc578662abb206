package io.blindsum.colony;

import java.util.List;

/** Computes a function. Handlers run in parallel and are interrupted when their time is over. */
@FunctionalInterface
public interface FunctionHandler {
  /**
   * Computes the output of a process.
   *
   * @return a flat list of texts
   * @throws Exception to fail the process; the message becomes the reason everyone in the colony
   *     can read, in one line
   */
  List<String> run(ProcessContext context) throws Exception;
}
