package io.blindsum.study;

import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.Functions;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import java.util.Map;

/**
 * All partial results in one message.
 *
 * @param request what is asked
 * @param check what the answer is compared with
 * @param batches what makes a partial result again that is refused
 */
record AtOnce(CombineRequest request, AnswerCheck check, BatchPhase batches)
    implements Combination {
  @Override
  public String function() {
    return Functions.COMBINE;
  }

  @Override
  public Map<String, Object> arguments() {
    return request.arguments();
  }

  @Override
  public Signed<ResultMessage> read(String text) {
    return check.result(request, text);
  }

  @Override
  public void refuse(int index) {
    if (index < request.partialResults().size()) {
      batches.refuse(index);
    }
  }
}
