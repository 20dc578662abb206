package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.FrameFiles;
import java.util.List;
import java.util.Optional;

/** Reduces the frames of one batch number of all sites to a partial result. */
final class ReduceBatches {
  private final CloudIdentity identity;
  private final PlanCheck check;
  private final ModularArithmetic arithmetic;
  private final String creator;
  private final ExecutorMetrics metrics;
  private final Optional<FrameFiles> files;

  ReduceBatches(
      CloudIdentity identity,
      PlanCheck check,
      ModularArithmetic arithmetic,
      String creator,
      ExecutorMetrics metrics,
      Optional<FrameFiles> files) {
    this.files = files;
    this.identity = identity;
    this.check = check;
    this.arithmetic = arithmetic;
    this.creator = creator;
    this.metrics = metrics;
  }

  List<String> run(ProcessContext context) {
    identity.requireInitiator(context.process());
    ReduceRequest request = ReduceRequest.of(context.process().spec().kwargs());
    BatchFrames frames = BatchFrames.of(files, context::client);
    return List.of(reduce(request, context.inputs(), frames).toText());
  }

  /** Adds what has to be among the inputs, and nothing else. */
  Signed<PartialResultMessage> reduce(
      ReduceRequest request, List<String> inputs, BatchFrames frames) {
    RunPlans plans = check.take(request.run(), request.study(), request.plans());
    check.keyOf(plans, request.publicKey());
    try (BatchSum sum = new BatchSum(request, plans, identity, frames, arithmetic)) {
      for (int i = 0; i < inputs.size(); i++) {
        sum.add(Signed.parse("in[" + i + "]", inputs.get(i), BatchMessage.class));
      }
      FrameSumResult result = sum.result();
      metrics.addRecords(result.manifest().rows(), ciphertexts(result));
      Signed<PartialResultMessage> partial = partial(request, result, sum);
      Signed<PartialResultMessage> kept =
          result.basis().protection() == Protection.SEALED
              ? SealedFrames.seal(partial, identity.sealingKey().publicKey())
              : partial;
      return kept.by(identity.signingKey());
    }
  }

  private Signed<PartialResultMessage> partial(
      ReduceRequest request, FrameSumResult result, BatchSum sum) {
    FrameText.Written frame =
        FrameText.write(result.header().blinding("").creator(creator).build(), result);
    return Signed.unsigned(
        new PartialResultMessage(
            request.run(),
            request.study(),
            request.batch(),
            request.attempt(),
            frame.totals().digest(),
            sum.receipts()),
        frame.text());
  }

  private static long ciphertexts(FrameSumResult result) {
    return result.manifest().streams().stream().mapToLong(stream -> stream.ciphertexts()).sum();
  }
}
