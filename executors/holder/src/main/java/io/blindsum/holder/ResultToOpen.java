package io.blindsum.holder;

import io.blindsum.frame.FrameReader;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.Check;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.study.ResultCheck;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * A result that somebody wants opened, checked against the word of those who made it.
 *
 * @param result as the cloud signed it
 * @param plans of its sites
 * @param totals of its frame
 */
public record ResultToOpen(Signed<ResultMessage> result, RunPlans plans, EncryptedTotals totals) {
  private static final String WHERE = "result";

  /**
   * Reads a result and checks all of it: that its totals are of the batches that it lists, that
   * these are all batches of each site's plan, each once, and who signed what.
   *
   * @param text of the message, with its frame
   * @param signers whose signatures count
   * @throws io.blindsum.messages.JobException in one line, if it is not such a result
   * @throws io.blindsum.frame.FrameException if its frame is damaged
   */
  public static ResultToOpen read(String text, TrustedSigners signers) {
    return of(Signed.parse(WHERE, text, ResultMessage.class), signers);
  }

  /** Checks a result as {@link #read} does. */
  public static ResultToOpen of(Signed<ResultMessage> result, TrustedSigners signers) {
    ResultCheck.check(WHERE, result, signers);
    ResultMessage message = result.message();
    RunPlans plans = RunPlans.of(WHERE, message.run(), message.study(), message.plans());
    try (ReadableByteChannel channel = FrameText.channel(WHERE, result.frame());
        FrameReader reader = FrameReader.open(channel, WHERE)) {
      return new ResultToOpen(result, plans, EncryptedTotals.read(reader));
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
  }

  /** Returns the digest of the trailer of its frame, which stands for it. */
  public String digest() {
    return result.message().digest();
  }

  /**
   * Refuses a result that a holder's share or its policy is not for.
   *
   * @param shown what would be shown of it
   * @throws io.blindsum.messages.MessageException in one line
   */
  public void require(StoredShare share, HolderPolicy policy, ReleaseRule shown) {
    Check.require(plans.terms().key().equals(share.key().fingerprint()), WHERE, "of another key");
    Check.require(
        plans.terms().study().equals(share.study()),
        WHERE,
        "of another study than that of the share, " + share.study());
    policy.require(plans, shown);
  }
}
