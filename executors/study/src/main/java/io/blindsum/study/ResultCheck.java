package io.blindsum.study;

import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.BatchReceipt;
import io.blindsum.messages.Check;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Receipts;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SignatureException;
import io.blindsum.messages.SitePlan;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.messages.TrustedSigners.Standing;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a result against the word of those who made it: that its totals are of the batches that it
 * lists, that these are all batches of each site's plan, each once, and who signed what.
 *
 * <p>The cloud's own arithmetic is beyond it: that the totals are the product of the batches shows
 * when they are added again, and for masked batches when they are decrypted.
 */
public final class ResultCheck {
  private final String name;
  private final ResultMessage result;
  private final FrameHeader header;
  private final TrustedSigners signers;
  private final List<Signer> found = new ArrayList<>();

  private ResultCheck(
      String name, ResultMessage result, FrameHeader header, TrustedSigners signers) {
    this.name = name;
    this.result = result;
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
  public static List<Signer> check(String name, ResultMessage result, TrustedSigners signers) {
    try (ReadableByteChannel channel = FrameText.channel(name, result.frame());
        FrameReader reader = FrameReader.open(channel, name)) {
      while (reader.next() != null) {
        // the reader checks each byte
      }
      FrameText.requireEnd(name, reader, channel);
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
      ResultMessage result,
      FrameHeader header,
      String digest,
      TrustedSigners signers) {
    return new ResultCheck(name, result, header, signers).check(digest);
  }

  private List<Signer> check(String digest) {
    require(header.kind() == FrameKind.RESULT, "no frame of totals");
    require(digest.equals(result.digest()), "its digest is of another frame");
    require(header.study().equals(result.study()), "its frame is of another study");
    boolean same = Receipts.match(result.study(), header.manifest(), result.receipts());
    require(same, "its manifest and its receipts differ");
    requireBatches();
    result.sites().forEach(this::checkSite);
    Standing cloud = signers.requireCloud(name, result);
    found.add(new Signer("the cloud", result.signer(), cloud));
    return found;
  }

  private void requireBatches() {
    Set<BatchName> missing = new LinkedHashSet<>();
    for (SitePlan plan : result.sites()) {
      require(missing.addAll(plan.batchNames()), "it names site " + plan.site() + " twice");
    }
    for (BatchReceipt receipt : result.receipts()) {
      String title = receipt.name().title();
      require(missing.remove(receipt.name()), title + " is in it twice or not expected");
    }
    for (BatchName batch : missing) {
      require(false, batch.title() + " is not in it");
    }
  }

  private void checkSite(SitePlan plan) {
    String site = plan.site();
    String key = header.key().fingerprint();
    PlanMessage planned = plan.message(result.study(), header.layout(), key);
    Standing standing = signers.requireSite(name + ": plan of site " + site, site, planned);
    long rows = 0;
    for (BatchReceipt receipt : result.receipts()) {
      if (receipt.site().equals(site)) {
        BatchMessage batch = receipt.message(result.study(), key);
        Standing other = signers.requireSite(name + ": " + receipt.name().title(), site, batch);
        standing = standing.compareTo(other) < 0 ? other : standing;
        require(receipt.signer().equals(plan.signer()), "site " + site + " has two signers");
        rows += receipt.rows();
      }
    }
    require(rows == plan.rows(), "the batches of site " + site + " have not the rows of its plan");
    found.add(new Signer("site " + site, plan.signer(), standing));
  }

  private void require(boolean holds, String problem) {
    Check.require(holds, name, problem);
  }
}
