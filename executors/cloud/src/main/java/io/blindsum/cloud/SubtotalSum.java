package io.blindsum.cloud;

import static io.blindsum.messages.JobException.require;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.Manifest;
import io.blindsum.frame.Protection;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameTerms;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Message;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.SiteTally;
import io.blindsum.messages.SubtotalMessage;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/**
 * Adds partial results and subtotals of one run, which this cloud or one that it knows signed, so
 * that every batch is in once. Which batches there have to be is for {@link CombineSubtotals}.
 */
final class SubtotalSum implements AutoCloseable {
  private static final String PARTIALS = "partials";

  private final FrameTerms frames;
  private final RunTerms terms;
  private final CloudIdentity identity;
  private final SiteTally tally = new SiteTally();
  private final FrameSum sum;

  /**
   * Starts a sum.
   *
   * @param identity the sites whose batches have to be signed, the clouds whose sums, and the key
   *     that opens what is sealed
   * @throws MessageException if the layout of the terms is none
   */
  SubtotalSum(RunTerms terms, CloudIdentity identity, ModularArithmetic arithmetic) {
    this.terms = terms;
    this.frames = FrameTerms.of("terms", terms);
    this.identity = identity;
    this.sum = FrameSum.of(arithmetic);
  }

  /**
   * What was added.
   *
   * @param sites which batches, of each site once
   * @param product with one stream a site
   */
  record Added(List<SiteBatches> sites, FrameSumResult product) {}

  /**
   * Adds partial results and subtotals, and returns what was added.
   *
   * @throws MessageException naming a batch that is there twice, or missing between others
   */
  Added of(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      add(PARTIALS + "[" + i + "]", texts.get(i));
    }
    return result();
  }

  private void add(String name, String text) {
    Signed<?> signed = Signed.parse(name, text);
    Message message = signed.message();
    require(message.study().equals(terms.study()), name, "of another study");
    require(message.run().equals(terms.run()), name, "of another run");
    identity.signers().ofCloud(name, signed);
    if (message instanceof PartialResultMessage partial) {
      for (Signed<BatchMessage> receipt : partial.receipts()) {
        tally.add(batch(name, partial, receipt));
      }
      addFrame(name, signed, FrameTerms.manifest(partial.receipts()), partial.digest());
    } else if (message instanceof SubtotalMessage subtotal) {
      subtotal.sites().forEach(tally::add);
      Manifest manifest = SiteTally.manifest(terms.study(), subtotal.sites());
      addFrame(name, signed, manifest, subtotal.digest());
    } else {
      throw new MessageException(name, "neither a partial result nor a subtotal");
    }
  }

  private SiteBatches batch(
      String name, PartialResultMessage partial, Signed<BatchMessage> receipt) {
    BatchMessage batch = receipt.message();
    String title = batch.name().title();
    identity.requireBatch(name + ": " + title, receipt);
    require(
        batch.batch() == partial.batch() && batch.attempt() == partial.attempt(),
        name,
        title + " is of another number or attempt");
    boolean ours =
        batch.run().equals(terms.run())
            && batch.study().equals(terms.study())
            && batch.key().equals(terms.key());
    require(ours, name, title + " is not expected");
    return SiteBatches.of(batch.name(), batch.summed());
  }

  private void addFrame(String name, Signed<?> signed, Manifest manifest, String digest) {
    try (ReadableByteChannel channel = open(name, signed);
        FrameReader reader = FrameReader.open(channel, name)) {
      frames.requireTotals(name, reader.header(), frames.question(), manifest);
      FrameTotals totals = sum.add(reader, (done, total) -> {});
      FrameText.requireEnd(name, reader, channel);
      require(totals.digest().equals(digest), name, "its digest is of another frame");
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
  }

  private ReadableByteChannel open(String name, Signed<?> signed) {
    boolean promised = terms.protection().equals(Protection.SEALED.text());
    boolean sealed = SealedFrames.isSealed(name, signed);
    require(promised == sealed, name, "its frame is not as the plans say, sealed or not");
    require(!sealed || identity.knowsSites(), name, "sealed, and this cloud knows no site's key");
    return SealedFrames.open(signed, identity.sealingKey()).channel();
  }

  private Added result() {
    List<SiteBatches> sites = tally.join(PARTIALS);
    FrameSumResult all = sum.result();
    Manifest manifest = SiteTally.manifest(terms.study(), sites);
    return new Added(sites, new FrameSumResult(all.basis(), all.totals(), manifest, null));
  }

  @Override
  public void close() {
    sum.close();
  }
}
