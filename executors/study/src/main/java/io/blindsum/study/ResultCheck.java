package io.blindsum.study;

import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameTotals;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchTally;
import io.blindsum.messages.Check;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.SignatureException;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.messages.TrustedSigners.Standing;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a result against the word of those who made it: that its totals are of the batches that it
 * lists, that these are all batches of each site's plan, each once, and who signed what.
 *
 * <p>The cloud's own arithmetic is beyond it: that the totals are the product of the batches shows
 * when they are added again, and for masked batches when they are decrypted.
 */
public final class ResultCheck {
  /** What the frame of a result names as its method of blinding. */
  public static final String BLINDING = "re-randomised";

  /** What the frame of a result names as its maker: no cloud's own words are shown as fact. */
  public static final String CREATOR = "blindsum cloud";

  private final String name;
  private final Signed<ResultMessage> signed;
  private final ResultMessage result;
  private final FrameHeader header;
  private final TrustedSigners signers;
  private final List<Signer> found = new ArrayList<>();

  private ResultCheck(
      String name, Signed<ResultMessage> result, FrameHeader header, TrustedSigners signers) {
    this.name = name;
    this.signed = result;
    this.result = result.message();
    this.header = header;
    this.signers = signers;
  }

  /**
   * Somebody whose word a result is.
   *
   * @param party such as {@code site r1}
   * @param signer the public half of the key; empty if nothing is signed
   * @param standing what the signatures are worth
   */
  public record Signer(String party, String signer, Standing standing) {}

  /**
   * Checks a result with its frame.
   *
   * @param name what messages call it
   * @return each site, and the cloud, with what their signatures are worth
   * @throws MessageException if the totals are not of what the result lists
   * @throws SignatureException if a signature is wrong, or signers are known and one is missing
   * @throws io.blindsum.frame.FrameException if the frame is damaged
   */
  public static List<Signer> check(
      String name, Signed<ResultMessage> result, TrustedSigners signers) {
    try (ReadableByteChannel channel = FrameText.channel(name, result.frame());
        FrameReader reader = FrameReader.open(channel, name)) {
      FrameBatch batch = reader.next();
      Check.require(batch != null && reader.next() == null, name, "not one batch of totals");
      FrameText.requireEnd(name, reader, channel);
      FrameTotals totals = reader.totals();
      boolean same =
          totals.rows() == reader.header().manifest().rows()
              && totals.rejected() == reader.header().manifest().rejected();
      Check.require(same, name, "its frame and its manifest count differently");
      return check(name, result, reader.header(), reader.totals().digest(), signers);
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
  }

  /**
   * Checks a result; its frame may be left away, because the digest stands for it.
   *
   * @param name what messages call it
   * @param header of the frame of the totals
   * @param digest of the trailer of that frame
   * @return each site, and the cloud, with what their signatures are worth
   * @throws MessageException if the totals are not of what the result lists
   * @throws SignatureException if a signature is wrong, or signers are known and one is missing
   */
  public static List<Signer> check(
      String name,
      Signed<ResultMessage> result,
      FrameHeader header,
      String digest,
      TrustedSigners signers) {
    return new ResultCheck(name, result, header, signers).check(digest);
  }

  private List<Signer> check(String digest) {
    require(digest.equals(result.digest()), "its digest is of another frame");
    RunPlans plans = RunPlans.of(name, result.run(), result.study(), result.plans());
    result.plans().forEach(this::checkSite);
    Standing cloud = signers.requireCloud(name, signed);
    found.add(new Signer("the cloud", signed.signer(), cloud));
    plans.requireEnough(name);
    plans.requireAsked(name, result.missing());
    if (result.roots().isEmpty()) {
      BatchTally tally = new BatchTally(plans);
      result.receipts().forEach(receipt -> tally.add(name, receipt.message()));
      tally.finish(name);
    }
    requireHeader(plans);
    return found;
  }

  /**
   * Compares each field of the header with what sites signed; the rest is as every cloud has it.
   */
  private void requireHeader(RunPlans plans) {
    if (result.roots().isEmpty()) {
      plans.requireTotals(name, header, plans.released(), result.receipts());
    } else {
      plans.requireTotals(name, header, result.roots());
    }
    require(header.blinding().equals(BLINDING), "its frame names another blinding");
    require(header.creator().equals(CREATOR), "its frame names another creator");
  }

  private void checkSite(Signed<PlanMessage> plan) {
    String site = plan.message().site();
    Standing standing = signers.requireSite(name + ": plan of site " + site, site, plan);
    for (Signed<BatchMessage> receipt : result.receipts()) {
      if (receipt.message().site().equals(site)) {
        String title = receipt.message().name().title();
        Standing other = signers.requireSite(name + ": " + title, site, receipt);
        standing = standing.compareTo(other) < 0 ? other : standing;
        require(receipt.signer().equals(plan.signer()), "site " + site + " has two signers");
      }
    }
    found.add(new Signer("site " + site, plan.signer(), standing));
  }

  private void require(boolean holds, String problem) {
    Check.require(holds, name, problem);
  }
}
