package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Message;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signatures;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.KeyContexts;
import java.util.List;

/** Adds partial results of this cloud, or of one that it knows, to the result of a study. */
final class Combine {
  private final KeyContexts<CloudKey> keys;
  private final CloudState state;
  private final ModularArithmetic arithmetic;
  private final String creator;

  Combine(
      KeyContexts<CloudKey> keys, CloudState state, ModularArithmetic arithmetic, String creator) {
    this.keys = keys;
    this.state = state;
    this.arithmetic = arithmetic;
    this.creator = creator;
  }

  List<String> run(ProcessContext context) {
    CombineRequest request = CombineRequest.of(context.process().spec().kwargs());
    PaillierPublicKey key = keys.admit(request.publicKey());
    try (PartialSum sum = new PartialSum(request, key, state, arithmetic)) {
      List<String> partials = request.partials();
      for (int i = 0; i < partials.size(); i++) {
        String name = "partials[" + i + "]";
        sum.add(name, Message.parse(name, partials.get(i), PartialMessage.class));
      }
      FrameSumResult product = sum.result();
      FrameSumResult released =
          product.withTotals(keys.with(key, engine -> engine.rerandomize(product.totals())));
      ResultMessage result = result(request, product, released, sum);
      return List.of(Signatures.sign(result, state.signingKey()).toText());
    }
  }

  private ResultMessage result(
      CombineRequest request, FrameSumResult product, FrameSumResult released, PartialSum sum) {
    FrameText.Written frame =
        FrameText.write(
            released.header().blinding("re-randomised").creator(creator).build(), released);
    return new ResultMessage(
        request.study(),
        frame.totals().digest(),
        frame.text(),
        product.productDigest(),
        request.plans(),
        request.missing(),
        sum.receipts(),
        "",
        "");
  }
}
