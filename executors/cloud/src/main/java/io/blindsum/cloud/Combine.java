package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.KeyContexts;
import io.blindsum.study.ResultCheck;
import java.util.List;
import java.util.function.Function;

/** Combines partial results of this cloud, or of one that it knows, to the result of a study. */
final class Combine {
  private final KeyContexts<KeyAdder> keys;
  private final CloudIdentity identity;
  private final PlanCheck check;
  private final ModularArithmetic arithmetic;

  Combine(
      KeyContexts<KeyAdder> keys,
      CloudIdentity identity,
      PlanCheck check,
      ModularArithmetic arithmetic) {
    this.keys = keys;
    this.identity = identity;
    this.check = check;
    this.arithmetic = arithmetic;
  }

  List<String> run(ProcessContext context) {
    identity.requireInitiator(context.process());
    return List.of(combine(CombineRequest.of(context.process().spec().kwargs())).toText());
  }

  /** Lets out the sum that the sites signed, and nothing else. */
  Signed<ResultMessage> combine(CombineRequest request) {
    RunPlans plans = check.take(request.run(), request.study(), request.plans());
    PaillierPublicKey key = check.keyOf(plans, request.publicKey());
    try (PartialResultSum sum = new PartialResultSum(request, plans, identity, arithmetic)) {
      List<String> partialResults = request.partialResults();
      for (int i = 0; i < partialResults.size(); i++) {
        String name = "partials[" + i + "]";
        sum.add(name, Signed.parse(name, partialResults.get(i), PartialResultMessage.class));
      }
      FrameSumResult product = sum.result();
      return released(
              plans,
              product,
              keys,
              key,
              digest ->
                  new ResultMessage(
                      request.run(),
                      request.study(),
                      digest,
                      product.productDigest(),
                      request.plans(),
                      request.missing(),
                      sum.receipts()))
          .by(identity.signingKey());
    }
  }

  /**
   * Puts totals, blinded anew, into the frame of a result.
   *
   * @param message what the cloud says of the frame of a digest
   */
  static Signed<ResultMessage> released(
      RunPlans plans,
      FrameSumResult product,
      KeyContexts<KeyAdder> keys,
      PaillierPublicKey key,
      Function<String, ResultMessage> message) {
    FrameSumResult rerandomized =
        product.withTotals(keys.with(key, adder -> adder.rerandomize(product.totals())));
    FrameHeader header =
        rerandomized
            .header()
            .question(plans.released())
            .blinding(ResultCheck.BLINDING)
            .creator(ResultCheck.CREATOR)
            .build();
    FrameText.Written frame = FrameText.write(header, rerandomized);
    return Signed.unsigned(message.apply(frame.totals().digest()), frame.text());
  }
}
