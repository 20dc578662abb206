package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.blindsum.frame.SummedStream;
import io.blindsum.paillier.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Consecutive batches of one site that are in a sum, each once: what is left of their receipts when
 * sums are added to greater ones.
 *
 * <p>The root is that of a binary hash tree over the batches: of one batch it is SHA-256 over a
 * zero byte and the lines of its stream; of more, SHA-256 over a one byte and the roots of the
 * first {@code k} and of the others, where {@code k} is the greatest power of two below their
 * number. So it does not depend on how many were added at a time.
 *
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param batch the number of the first
 * @param batches how many they are
 * @param rows how many rows they hold
 * @param rejected how many rows were left out of them
 * @param ciphertexts how many ciphertexts they hold
 * @param root stands for all that the frames of the batches are
 */
public record SiteBatches(
    String site,
    String plan,
    int batch,
    int batches,
    @Count long rows,
    @Count long rejected,
    @Count long ciphertexts,
    String root) {
  private static final int STREAM_DIGITS = 32;

  /**
   * Checks every member.
   *
   * @throws MessageException naming the one that is malformed or out of its range
   */
  public SiteBatches {
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.number("batch", batch);
    Check.number("batches", batches);
    Check.number("rows", rows);
    Check.number("rejected", rejected);
    Check.number("ciphertexts", ciphertexts);
    Check.hex("root", root);
  }

  /** Returns one batch, of which a frame or a receipt was read. */
  public static SiteBatches of(BatchName name, SummedStream stream) {
    return new SiteBatches(
        name.site(),
        name.plan(),
        name.batch(),
        1,
        stream.rows(),
        stream.rejected(),
        stream.ciphertexts(),
        leaf(stream));
  }

  /** Returns all batches of a plan, which says everything of them but the root. */
  public static SiteBatches of(PlanMessage plan, String root) {
    return new SiteBatches(
        plan.site(),
        plan.plan(),
        0,
        plan.batches(),
        plan.rows(),
        plan.rejected(),
        plan.ciphertexts(),
        root);
  }

  private static String leaf(SummedStream stream) {
    String lines =
        String.join(
            "\n",
            stream.streamId(),
            stream.digest(),
            stream.sourceDigest(),
            stream.site(),
            Long.toString(stream.rows()),
            Long.toString(stream.rejected()),
            Long.toString(stream.ciphertexts()),
            Integer.toString(stream.batches()));
    MessageDigest digest = Sha256.open();
    digest.update((byte) 0);
    return Sha256.hex(digest.digest(lines.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Joins batches of one site that follow each other.
   *
   * @param where what they are in; opens every message about them
   * @param parts in the order of their numbers, at least one: all but the last of one power of two
   *     of batches, and the first at a multiple of as many as all of them have room for
   * @throws MessageException naming the batch that is there twice or missing, or if they are cut
   *     otherwise
   */
  static SiteBatches join(String where, List<SiteBatches> parts) {
    SiteBatches first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int next = first.batch;
    long rows = 0;
    long rejected = 0;
    long ciphertexts = 0;
    for (SiteBatches part : parts) {
      Check.require(
          part.plan.equals(first.plan), where, "site " + first.site + " has two plans in it");
      if (part.batch != next) {
        throw new MessageException(
            where,
            new BatchName(first.site, first.plan, Math.min(part.batch, next)).title()
                + (part.batch < next ? " is there twice" : " is not in it"));
      }
      next += part.batches;
      rows += part.rows;
      rejected += part.rejected;
      ciphertexts += part.ciphertexts;
    }
    requireCut(where, parts);
    return new SiteBatches(
        first.site,
        first.plan,
        first.batch,
        next - first.batch,
        rows,
        rejected,
        ciphertexts,
        root(parts));
  }

  private static void requireCut(String where, List<SiteBatches> parts) {
    SiteBatches first = parts.get(0);
    int each = first.batches;
    int room = each * Integer.highestOneBit(2 * parts.size() - 1);
    boolean regular =
        Integer.bitCount(each) == 1
            && first.batch % room == 0
            && parts.subList(0, parts.size() - 1).stream().allMatch(one -> one.batches == each)
            && parts.get(parts.size() - 1).batches <= each;
    Check.require(
        regular, where, "the batches of site " + first.site + " are cut as nobody adds them");
  }

  private static String root(List<SiteBatches> parts) {
    if (parts.size() == 1) {
      return parts.get(0).root;
    }
    int left = Integer.highestOneBit(parts.size() - 1);
    MessageDigest digest = Sha256.open();
    digest.update((byte) 1);
    digest.update(Sha256.parse(root(parts.subList(0, left))));
    return Sha256.hex(digest.digest(Sha256.parse(root(parts.subList(left, parts.size())))));
  }

  /** Returns what the manifest of a sum with these batches says of them. */
  @JsonIgnore
  SummedStream summed(String study) {
    String source = new BatchName(site, plan, batch).sourceDigest(study);
    return new SummedStream(
        Sha256.of(source + root).substring(0, STREAM_DIGITS),
        root,
        Sha256.of(source + batches),
        site,
        rows,
        rejected,
        ciphertexts,
        batches);
  }
}
