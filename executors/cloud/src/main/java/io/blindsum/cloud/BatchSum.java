package io.blindsum.cloud;

import static io.blindsum.messages.JobException.require;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.Protection;
import io.blindsum.frame.SummedStream;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.protection.Seal;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds the batches of one number, each exactly once, and refuses by name what does not belong.
 *
 * <p>A batch that is delivered again, the same to the bit, is left out; another one of its name is
 * refused.
 */
final class BatchSum implements AutoCloseable {
  private final ReduceRequest request;
  private final CloudIdentity identity;
  private final RunPlans plans;
  private final BatchFrames frames;
  private final FrameSum sum;
  private final Set<BatchName> missing = new LinkedHashSet<>();
  private final List<Signed<BatchMessage>> receipts = new ArrayList<>();

  private boolean closed;

  /**
   * Starts a sum.
   *
   * @param plans of the request, as {@link PlanCheck} took them
   * @param identity the sites whose batches have to be signed, and the key that opens what is
   *     sealed
   * @param frames where the frames of the batches are
   * @throws JobException if a plan has no such batch
   */
  BatchSum(
      ReduceRequest request,
      RunPlans plans,
      CloudIdentity identity,
      BatchFrames frames,
      ModularArithmetic arithmetic) {
    this.frames = frames;
    this.request = request;
    this.identity = identity;
    this.plans = plans;
    for (PlanMessage plan : plans.plans()) {
      BatchName name = plan.batch(request.batch());
      require(plans.of(name).isPresent(), name.title(), "not in the site's plan");
      missing.add(name);
    }
    this.sum = FrameSum.of(arithmetic);
  }

  /**
   * Adds one batch.
   *
   * @throws JobException naming the batch, if it does not belong or is altered
   * @throws io.blindsum.frame.FrameException if its frame is damaged
   */
  void add(Signed<BatchMessage> batch) {
    BatchMessage message = batch.message();
    String name = message.name().title();
    require(!closed, name, "late, the sum is closed");
    require(message.study().equals(request.study()), name, "of another study");
    require(message.run().equals(request.run()), name, "of another run");
    require(message.key().equals(plans.terms().key()), name, "encrypted under another key");
    boolean expected = message.batch() == request.batch() && plans.of(message.name()).isPresent();
    require(expected, name, "not expected here");
    require(message.attempt() == request.attempt(), name, "of another attempt");
    if (!missing.contains(message.name())) {
      // the digest of what was added stands for its bytes; what comes again is not read
      require(receipts.contains(batch.withoutFrame()), name, "there twice, and not the same");
      return;
    }
    identity.requireBatch(name, batch);
    try (ReadableByteChannel channel = open(name, batch);
        FrameReader reader = FrameReader.open(channel, name)) {
      requireHeader(reader.header(), message);
      FrameTotals totals = sum.add(reader, (done, total) -> {});
      FrameText.requireEnd(name, reader, channel);
      require(totals.digest().equals(message.digest()), name, "its digest is of another frame");
      SummedStream found = SummedStream.of(reader.header(), totals);
      require(found.equals(message.summed()), name, "its frame holds other counts than it says");
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
    missing.remove(message.name());
    receipts.add(batch.withoutFrame());
  }

  /** Opens what is sealed only if the site, whose key is known, signed that it is to be. */
  private ReadableByteChannel open(String name, Signed<BatchMessage> batch) {
    boolean promised = plans.terms().protection().equals(Protection.SEALED.text());
    byte[] frame = frames.of(batch);
    boolean sealed = Seal.isSealed(frame);
    require(sealed || !promised, name, "its plan says that it is sealed, and it is not");
    require(promised || !sealed, name, "its frame is sealed, and its plan does not say so");
    require(
        !sealed || identity.knowsSites(),
        name,
        "it is sealed, and this cloud knows no site's key; name them under signers in its file");
    return SealedFrames.open(batch.message(), frame, identity.sealingKey()).channel();
  }

  /**
   * Closes the sum and returns it.
   *
   * @throws JobException naming the first batch that did not come
   */
  FrameSumResult result() {
    for (BatchName name : missing) {
      throw new JobException(
          name.title() + ": missing among the inputs" + Texts.andMore(missing.size() - 1));
    }
    closed = true;
    return sum.result();
  }

  /** Returns the receipts of what was added, in that order. */
  List<Signed<BatchMessage>> receipts() {
    return receipts;
  }

  private void requireHeader(FrameHeader header, BatchMessage message) {
    String name = message.name().title();
    require(header.kind() == FrameKind.RECORDS, name, "no frame of records");
    plans.requireHeader(name, header);
    require(header.site().equals(message.site()), name, "its frame is of another site");
    String source = message.name().sourceDigest(request.study());
    require(header.sourceDigest().equals(source), name, "its frame is of another batch");
  }

  @Override
  public void close() {
    sum.close();
  }
}
