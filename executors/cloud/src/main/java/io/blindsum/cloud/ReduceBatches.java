package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Message;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signatures;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.KeyContexts;
import java.util.List;

/** Adds the frames of one batch number of all sites to a partial result. */
final class ReduceBatches {
  private final KeyContexts<CloudKey> keys;
  private final CloudState state;
  private final ModularArithmetic arithmetic;
  private final String creator;
  private final ExecutorMetrics metrics;

  ReduceBatches(
      KeyContexts<CloudKey> keys,
      CloudState state,
      ModularArithmetic arithmetic,
      String creator,
      ExecutorMetrics metrics) {
    this.keys = keys;
    this.state = state;
    this.arithmetic = arithmetic;
    this.creator = creator;
    this.metrics = metrics;
  }

  List<String> run(ProcessContext context) {
    ReduceRequest request = ReduceRequest.of(context.process().spec().kwargs());
    PaillierPublicKey key = keys.admit(request.publicKey());
    try (BatchSum sum = new BatchSum(request, key, state, arithmetic)) {
      List<String> inputs = context.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        sum.add(Message.parse("in[" + i + "]", inputs.get(i), BatchMessage.class));
      }
      FrameSumResult result = sum.result();
      metrics.addRecords(result.manifest().rows(), ciphertexts(result));
      PartialMessage partial = partial(request, result, sum);
      PartialMessage kept =
          result.basis().protection() == Protection.SEALED
              ? SealedFrames.seal(partial, state.sealingKey().publicKey())
              : partial;
      return List.of(Signatures.sign(kept, state.signingKey()).toText());
    }
  }

  private PartialMessage partial(ReduceRequest request, FrameSumResult result, BatchSum sum) {
    FrameText.Written frame =
        FrameText.write(result.header().blinding("").creator(creator).build(), result);
    return new PartialMessage(
        request.study(),
        request.batch(),
        request.attempt(),
        frame.totals().digest(),
        frame.text(),
        sum.receipts(),
        "",
        "");
  }

  private static long ciphertexts(FrameSumResult result) {
    return result.manifest().streams().stream().mapToLong(stream -> stream.ciphertexts()).sum();
  }
}
