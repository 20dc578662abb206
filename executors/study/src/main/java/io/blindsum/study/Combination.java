package io.blindsum.study;

import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import java.util.Map;

/** How a cloud is asked for the result, and what it has to answer. */
interface Combination {
  /** Returns the function that is called. */
  String function();

  /** Returns its arguments. */
  Map<String, Object> arguments();

  /**
   * Reads the answer.
   *
   * @throws io.blindsum.messages.MessageException if it is not what was asked for
   */
  Signed<ResultMessage> read(String text);

  /** Forgets one of the parts that are combined, which the cloud does not take. */
  void refuse(int index);
}
