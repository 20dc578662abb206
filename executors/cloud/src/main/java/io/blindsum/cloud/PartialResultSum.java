package io.blindsum.cloud;

import static io.blindsum.messages.JobException.require;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.Protection;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchTally;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Combines partial results, so that every batch of every site is in once, and lets the sum out as
 * the sites signed that it may be: of enough sites, and of one set of them a run.
 */
final class PartialResultSum implements AutoCloseable {
  private static final String PLANS = "plans";

  private final CombineRequest request;
  private final CloudIdentity identity;
  private final RunPlans plans;
  private final BatchTally tally;
  private final FrameSum sum;
  private final List<Signed<BatchMessage>> receipts = new ArrayList<>();

  /**
   * Starts a sum.
   *
   * @param plans of the request, as {@link PlanCheck} took them
   * @param identity the sites whose batches have to be signed, the clouds whose partial results,
   *     and the key that opens what is sealed
   * @throws io.blindsum.messages.JobException if the plans are fewer than the sites signed
   */
  PartialResultSum(
      CombineRequest request,
      RunPlans plans,
      CloudIdentity identity,
      ModularArithmetic arithmetic) {
    this.request = request;
    this.identity = identity;
    this.plans = plans;
    plans.requireEnough(PLANS);
    plans.requireAsked(PLANS, request.missing());
    this.tally = new BatchTally(plans);
    this.sum = FrameSum.of(arithmetic);
  }

  /** Adds one partial result. */
  void add(String name, Signed<PartialResultMessage> signed) {
    PartialResultMessage partial = signed.message();
    require(partial.study().equals(request.study()), name, "of another study");
    require(partial.run().equals(request.run()), name, "of another run");
    identity.signers().ofCloud(name, signed);
    for (Signed<BatchMessage> receipt : partial.receipts()) {
      BatchMessage batch = receipt.message();
      identity.requireBatch(name + ": " + batch.name().title(), receipt);
      require(
          batch.batch() == partial.batch() && batch.attempt() == partial.attempt(),
          name,
          batch.name().title() + " is of another number or attempt");
      tally.add(name, batch);
    }
    try (ReadableByteChannel channel = open(name, signed);
        FrameReader reader = FrameReader.open(channel, name)) {
      plans.requireTotals(name, reader.header(), plans.question(), partial.receipts());
      FrameTotals totals = sum.add(reader, (done, total) -> {});
      FrameText.requireEnd(name, reader, channel);
      require(totals.digest().equals(partial.digest()), name, "its digest is of another frame");
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
    receipts.addAll(partial.receipts());
  }

  private ReadableByteChannel open(String name, Signed<PartialResultMessage> partial) {
    boolean promised = plans.terms().protection().equals(Protection.SEALED.text());
    boolean sealed = SealedFrames.isSealed(name, partial);
    require(promised == sealed, name, "its frame is not as the plans say, sealed or not");
    require(!sealed || identity.knowsSites(), name, "sealed, and this cloud knows no site's key");
    return SealedFrames.open(partial, identity.sealingKey()).channel();
  }

  /**
   * Returns the sum.
   *
   * @throws io.blindsum.messages.JobException naming the first batch that did not come, or the site
   *     whose batches are not what it planned; or if the sum of other sites of the run was let out
   */
  FrameSumResult result() {
    tally.finish("partials");
    FrameSumResult result = sum.result();
    identity.claimRelease(request.run(), plans.plans());
    return result;
  }

  /** Returns the receipts of every batch that was added. */
  List<Signed<BatchMessage>> receipts() {
    return receipts;
  }

  @Override
  public void close() {
    sum.close();
  }
}
