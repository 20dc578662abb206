package io.blindsum.study;

import io.blindsum.messages.Functions;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TotalRequest;
import java.util.List;
import java.util.Map;

/**
 * The last subtotals of a tree in one message.
 *
 * @param request what is asked
 * @param parts the subtotals, in the order of the request
 * @param roots what the batches of each site come to, in the order of the plans
 * @param check what the answer is compared with
 */
record OfSubtotals(TotalRequest request, List<SumPart> parts, List<String> roots, AnswerCheck check)
    implements Combination {
  @Override
  public String function() {
    return Functions.COMBINE_SUBTOTALS;
  }

  @Override
  public Map<String, Object> arguments() {
    return request.arguments();
  }

  @Override
  public Signed<ResultMessage> read(String text) {
    return check.total(request, roots, text);
  }

  @Override
  public void refuse(int index) {
    Subtotals.refusePart(parts, index);
  }
}
