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
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.ReduceRequest;
import io.blindsum.messages.SealedFrames;
import io.blindsum.paillier.PaillierPublicKey;
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
  private final PaillierPublicKey key;
  private final CloudState state;
  private final FrameSum sum;
  private final Set<BatchName> missing;
  private final List<BatchReceipt> receipts = new ArrayList<>();

  private boolean closed;

  /**
   * Starts a sum.
   *
   * @param state the sites whose batches have to be signed, and the key that opens what is sealed
   */
  BatchSum(
      ReduceRequest request,
      PaillierPublicKey key,
      CloudState state,
      ModularArithmetic arithmetic) {
    this.request = request;
    this.key = key;
    this.state = state;
    this.sum = FrameSum.of(arithmetic);
    this.missing = new LinkedHashSet<>(request.expect());
    require(missing.size() == request.expect().size(), "expect", "names a batch twice");
  }

  /**
   * Adds one batch.
   *
   * @throws JobException naming the batch, if it does not belong or is altered
   * @throws io.blindsum.frame.FrameException if its frame is damaged
   */
  void add(BatchMessage message) {
    String name = message.name().title();
    require(!closed, name, "late, the sum is closed");
    require(message.study().equals(request.study()), name, "of another study");
    require(message.key().equals(key.fingerprint()), name, "encrypted under another key");
    require(request.expect().contains(message.name()), name, "not expected here");
    require(message.attempt() == request.attempt(), name, "of another attempt");
    if (!missing.contains(message.name())) {
      // the digest of what was added stands for its bytes; what comes again is not read
      require(receipts.contains(message.receipt()), name, "there twice, and not the same");
      return;
    }
    state.signers().ofSite(name, message.site(), message);
    SealedFrames.Opened frame = SealedFrames.open(message, state.sealingKey());
    try (ReadableByteChannel channel = frame.channel();
        FrameReader reader = FrameReader.open(channel, name)) {
      requireHeader(reader.header(), message, frame.sealed());
      FrameTotals totals = sum.add(reader, (done, total) -> {});
      FrameText.requireEnd(name, reader, channel);
      require(totals.digest().equals(message.digest()), name, "its digest is of another frame");
      require(totals.rows() == message.rows(), name, "it has other rows than it says");
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
    missing.remove(message.name());
    receipts.add(message.receipt());
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
  List<BatchReceipt> receipts() {
    return receipts;
  }

  private void requireHeader(FrameHeader header, BatchMessage message, boolean sealed) {
    String name = message.name().title();
    require(header.kind() == FrameKind.RECORDS, name, "no frame of records");
    require(header.key().equals(key), name, "its frame is of another key");
    require(header.study().equals(request.study()), name, "its frame is of another study");
    require(header.site().equals(message.site()), name, "its frame is of another site");
    require(header.layout().equals(request.layout()), name, "its frame has another layout");
    boolean says = header.protection() == Protection.SEALED;
    require(says || !sealed, name, "its frame is sealed, and does not say so");
    require(sealed || !says, name, "its frame says that it is sealed, and is not");
    String source = message.name().sourceDigest(request.study());
    require(header.sourceDigest().equals(source), name, "its frame is of another batch");
  }

  @Override
  public void close() {
    sum.close();
  }
}
