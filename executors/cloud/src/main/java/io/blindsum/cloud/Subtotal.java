package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.messages.SubtotalRequest;
import io.blindsum.service.KeyContexts;
import java.util.List;

/** Adds partial results of a study that is too large to be combined at once. */
final class Subtotal {
  private final KeyContexts<KeyAdder> keys;
  private final CloudIdentity identity;
  private final ModularArithmetic arithmetic;
  private final String creator;

  Subtotal(
      KeyContexts<KeyAdder> keys,
      CloudIdentity identity,
      ModularArithmetic arithmetic,
      String creator) {
    this.keys = keys;
    this.identity = identity;
    this.arithmetic = arithmetic;
    this.creator = creator;
  }

  List<String> run(ProcessContext context) {
    identity.requireInitiator(context.process());
    return List.of(add(SubtotalRequest.of(context.process().spec().kwargs())).toText());
  }

  /** Adds what it is given: a subtotal is no more open to anybody than its parts were. */
  Signed<SubtotalMessage> add(SubtotalRequest request) {
    String fingerprint = keys.admit(request.publicKey()).fingerprint();
    JobException.require(request.terms().key().equals(fingerprint), "terms", "of another key");
    try (SubtotalSum sum = new SubtotalSum(request.terms(), identity, arithmetic)) {
      SubtotalSum.Added added = sum.of(request.partialResults());
      Signed<SubtotalMessage> subtotal = message(request, added);
      Signed<SubtotalMessage> kept =
          added.product().basis().protection() == Protection.SEALED
              ? SealedFrames.seal(subtotal, identity.sealingKey().publicKey())
              : subtotal;
      return kept.by(identity.signingKey());
    }
  }

  private Signed<SubtotalMessage> message(SubtotalRequest request, SubtotalSum.Added added) {
    FrameSumResult product = added.product();
    FrameText.Written frame =
        FrameText.write(product.header().blinding("").creator(creator).build(), product);
    return Signed.unsigned(
        new SubtotalMessage(
            request.terms().run(), request.terms().study(), frame.totals().digest(), added.sites()),
        frame.text());
  }
}
