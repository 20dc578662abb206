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
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.BatchReceipt;
import io.blindsum.messages.CombineRequest;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PartialMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Receipts;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.SitePlan;
import io.blindsum.paillier.PaillierPublicKey;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds partial results, so that every batch of every site is in once. */
final class PartialSum implements AutoCloseable {
  private final CombineRequest request;
  private final PaillierPublicKey key;
  private final CloudState state;
  private final FrameSum sum;
  private final Set<BatchName> missing = new LinkedHashSet<>();
  private final List<BatchReceipt> receipts = new ArrayList<>();

  /**
   * Starts a sum.
   *
   * @param state the sites whose plans and batches have to be signed, the clouds whose partial
   *     results, and the key that opens what is sealed
   */
  PartialSum(
      CombineRequest request,
      PaillierPublicKey key,
      CloudState state,
      ModularArithmetic arithmetic) {
    this.request = request;
    this.key = key;
    this.state = state;
    this.sum = FrameSum.of(arithmetic);
    for (SitePlan plan : request.plans()) {
      require(missing.addAll(plan.batchNames()), "plans", "name site " + plan.site() + " twice");
    }
  }

  /** Adds one partial result. */
  void add(String name, PartialMessage partial) {
    require(partial.study().equals(request.study()), name, "of another study");
    state.signers().ofCloud(name, partial);
    for (BatchReceipt receipt : partial.batches()) {
      String batch = receipt.name().title();
      BatchMessage signed = receipt.message(request.study(), key.fingerprint());
      state.signers().ofSite(name + ": " + batch, receipt.site(), signed);
      require(missing.remove(receipt.name()), name, batch + " is there twice or not expected");
    }
    SealedFrames.Opened frame = SealedFrames.open(partial, state.sealingKey());
    try (ReadableByteChannel channel = frame.channel();
        FrameReader reader = FrameReader.open(channel, name)) {
      requireHeader(name, reader.header(), partial, frame.sealed());
      FrameTotals totals = sum.add(reader, (done, total) -> {});
      FrameText.requireEnd(name, reader, channel);
      require(totals.digest().equals(partial.digest()), name, "its digest is of another frame");
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
    receipts.addAll(partial.batches());
  }

  /**
   * Returns the sum.
   *
   * @throws JobException naming the first batch that did not come, or the site with other rows than
   *     it planned, or whose plan it did not sign
   */
  FrameSumResult result() {
    for (BatchName name : missing) {
      throw new JobException(
          name.title() + ": in no partial result" + Texts.andMore(missing.size() - 1));
    }
    FrameSumResult result = sum.result();
    String layout = result.basis().layout();
    Map<String, Long> rows = new HashMap<>();
    receipts.forEach(receipt -> rows.merge(receipt.site(), receipt.rows(), Long::sum));
    for (SitePlan plan : request.plans()) {
      PlanMessage signed = plan.message(request.study(), layout, key.fingerprint());
      state.signers().ofSite("plan of site " + plan.site(), plan.site(), signed);
      long counted = rows.getOrDefault(plan.site(), 0L);
      require(
          counted == plan.rows(),
          "site " + plan.site(),
          "its batches have not the rows of its plan");
    }
    return result;
  }

  /** Returns the receipts of every batch that was added. */
  List<BatchReceipt> receipts() {
    return receipts;
  }

  /** Checks that the frame's manifest and the receipts speak of the same streams. */
  private void requireHeader(
      String name, FrameHeader header, PartialMessage partial, boolean sealed) {
    require(header.kind() == FrameKind.RESULT, name, "no frame of totals");
    require(header.key().equals(key), name, "of another key");
    boolean says = header.protection() == Protection.SEALED;
    require(says == sealed, name, "its frame is not as it says, sealed or not");
    boolean same = Receipts.match(request.study(), header.manifest(), partial.batches());
    require(same, name, "its manifest and its receipts differ");
  }

  @Override
  public void close() {
    sum.close();
  }
}
