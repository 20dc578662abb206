package io.blindsum.cloud;

import static io.blindsum.workflow.JobException.require;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.SummedStream;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.workflow.BatchName;
import io.blindsum.workflow.BatchReceipt;
import io.blindsum.workflow.CombineRequest;
import io.blindsum.workflow.FrameText;
import io.blindsum.workflow.JobException;
import io.blindsum.workflow.PartialMessage;
import io.blindsum.workflow.SitePlan;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds partial results, so that every batch of every site is in once. */
final class PartialSum implements AutoCloseable {
  private final CombineRequest request;
  private final PaillierPublicKey key;
  private final FrameSum sum;
  private final Set<BatchName> missing = new LinkedHashSet<>();
  private final List<BatchReceipt> receipts = new ArrayList<>();

  PartialSum(CombineRequest request, PaillierPublicKey key, ModularArithmetic arithmetic) {
    this.request = request;
    this.key = key;
    this.sum = FrameSum.of(arithmetic);
    for (SitePlan plan : request.plans()) {
      require(missing.addAll(plan.batchNames()), "plans", "name site " + plan.site() + " twice");
    }
  }

  /** Adds one partial result. */
  void add(String name, PartialMessage partial) {
    require(partial.study().equals(request.study()), name, "of another study");
    for (BatchReceipt receipt : partial.batches()) {
      String batch = receipt.name().title();
      require(missing.remove(receipt.name()), name, batch + " is there twice or not expected");
    }
    try (ReadableByteChannel channel = FrameText.channel(name, partial.frame());
        FrameReader reader = FrameReader.open(channel, name)) {
      requireHeader(name, reader.header(), partial);
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
   *     it planned
   */
  FrameSumResult result() {
    for (BatchName name : missing) {
      throw new JobException(
          name.title() + ": in no partial result" + Texts.andMore(missing.size() - 1));
    }
    Map<String, Long> rows = new HashMap<>();
    receipts.forEach(receipt -> rows.merge(receipt.site(), receipt.rows(), Long::sum));
    for (SitePlan plan : request.plans()) {
      long counted = rows.getOrDefault(plan.site(), 0L);
      require(
          counted == plan.rows(),
          "site " + plan.site(),
          "its batches have not the rows of its plan");
    }
    return sum.result();
  }

  /** Returns the receipts of every batch that was added. */
  List<BatchReceipt> receipts() {
    return receipts;
  }

  /** Checks that the frame's manifest and the receipts speak of the same streams. */
  private void requireHeader(String name, FrameHeader header, PartialMessage partial) {
    require(header.kind() == FrameKind.RESULT, name, "no frame of totals");
    require(header.key().equals(key), name, "of another key");
    Set<List<Object>> summed = new HashSet<>();
    for (SummedStream stream : header.manifest().streams()) {
      summed.add(List.of(stream.site(), stream.sourceDigest(), stream.digest(), stream.rows()));
    }
    Set<List<Object>> received = new HashSet<>();
    for (BatchReceipt receipt : partial.batches()) {
      String source = receipt.name().sourceDigest(request.study());
      received.add(List.of(receipt.site(), source, receipt.digest(), receipt.rows()));
    }
    require(summed.equals(received), name, "its manifest and its receipts differ");
  }

  @Override
  public void close() {
    sum.close();
  }
}
