package io.blindsum.study;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameRows;
import io.blindsum.messages.JobException;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SignedPlans;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.StoredFrameMessage;
import io.blindsum.messages.StoredFrames;
import io.blindsum.messages.SubtotalMessage;
import io.blindsum.messages.TotalRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long the messages of a study can be, in bytes as they travel, before anything starts.
 *
 * @param batch a batch of a site, which has its frame or a reference to it
 * @param reduce what a cloud gets to add the batches of one number at up to {@link
 *     BatchUnit#MAX_SITES} sites
 * @param combine what a cloud gets to add partial results, with its answer: the longest of them
 */
public record StudyMessages(long batch, long reduce, long combine) {
  /** No program takes more; see {@code ColonyConfig.maxReplyBytes}. */
  private static final long TAKEN = 64 << 20;

  /** The rest of a frame beside its body, layout and manifest; twice the key's own bytes more. */
  private static final int FRAME_BYTES = 600;

  /** What a manifest says of a stream beside the name of its site. */
  private static final int STREAM_BYTES = 120;

  private static final int MEMORY_SHARE = 6;
  private static final String HEX = "f".repeat(64);
  private static final long COUNT = 9_999_999_999L;
  private static final int NUMBER = 32_767;

  /** The parts of which the sizes are made. */
  private record Parts(Question question, List<String> sites, PaillierPublicKey key) {
    SlotLayout layout() {
      return question.layout(key.modulusBits());
    }

    String longest() {
      return Collections.max(sites, (a, b) -> Integer.compare(a.length(), b.length()));
    }

    int unit() {
      return Math.min(BatchUnit.MAX_SITES, sites.size());
    }

    /** Returns the base64 of a frame with so many ciphertexts and streams. */
    long frame(long ciphertexts, int streams) {
      long header = FRAME_BYTES + 2L * key.ciphertextBytes() + layout().toString().length();
      long manifest = (long) streams * (STREAM_BYTES + longest().length());
      return MessageSize.base64(ciphertexts * key.ciphertextBytes() + header + manifest);
    }

    long totals(int streams) {
      return frame(layout().plaintextsPerRecord(), streams);
    }

    long rowsOfBatch() {
      // a site without a store sends batches inside of messages, which are the smaller ones
      return FrameRows.of(layout(), key, question.run().batchRows(), FrameRows.MESSAGE_BYTES);
    }

    long ciphertextsOfBatch() {
      return layout().mode() == LayoutMode.PARTIALS
          ? layout().plaintextsPerRecord()
          : layout().plaintexts(Math.min(rowsOfBatch(), question.limits().maxRows()));
    }

    RunTerms terms() {
      return new RunTerms(
          HEX,
          question.study(),
          question.dataset(),
          HEX,
          sites,
          1,
          question.limits().rule(),
          layout().toString(),
          key.fingerprint(),
          "masked");
    }

    Signed<PlanMessage> plan() {
      PlanMessage plan =
          new PlanMessage(
              terms(),
              longest(),
              HEX,
              0,
              1,
              ReleaseRule.EVERYTHING,
              COUNT,
              COUNT,
              COUNT,
              NUMBER,
              Integer.MAX_VALUE,
              HEX);
      return new Signed<>(plan, "", HEX, HEX + HEX);
    }

    private BatchMessage receipt() {
      return new BatchMessage(
          HEX,
          question.study(),
          longest(),
          HEX,
          NUMBER,
          0,
          COUNT,
          COUNT,
          COUNT,
          HEX.substring(0, HEX.length() / 2),
          HEX,
          HEX);
    }

    long batch() {
      String text = new Signed<>(receipt(), "", HEX, HEX + HEX).toText();
      return MessageSize.chars(text)
          + (question.run().files()
              ? MessageSize.chars(reference().toText())
              : frame(ciphertextsOfBatch(), 0));
    }

    private Signed<StoredFrameMessage> reference() {
      String name = String.join("-", Collections.nCopies(4, HEX.substring(0, 40)));
      StoredFrameMessage reference =
          new StoredFrameMessage(
              HEX, question.study(), HEX, HEX, name, StoredFrames.MAX_BYTES, HEX);
      return new Signed<>(reference, "", HEX, HEX + HEX);
    }

    /** Returns the characters of what a message says of a batch. */
    private long receiptChars() {
      return MessageSize.chars(new Signed<>(receipt(), "", HEX, HEX + HEX).toText());
    }

    long partial(int receipts) {
      return totals(receipts) + (receipts + 1L) * receiptChars();
    }

    long subtotal(int count) {
      SiteBatches one = new SiteBatches(longest(), HEX, NUMBER, NUMBER, COUNT, COUNT, COUNT, HEX);
      SubtotalMessage message = new SubtotalMessage(HEX, question.study(), HEX, List.of(one));
      long each = MessageSize.chars(new Signed<>(message, "", HEX, HEX + HEX).toText());
      return totals(count) + count * each;
    }

    long plans() {
      return (long) sites.size() * plan().toText().length();
    }

    /** Returns the characters of all plans in their short form. */
    long briefPlans() {
      long one = brief(1);
      return one + (sites.size() - 1L) * (brief(2) - one);
    }

    private long brief(int count) {
      TotalRequest request =
          new TotalRequest(
              HEX,
              question.study(),
              SeedKeyFormat.write(key),
              List.of(""),
              new SignedPlans(Collections.nCopies(count, plan()), true),
              List.of());
      return MessageSize.of(request.arguments()) / 4 * 3;
    }

    /** Returns how many batches there can be. */
    long batches() {
      return layout().mode() == LayoutMode.PARTIALS
          ? sites.size()
          : question.limits().maxRows() / Math.max(1, rowsOfBatch()) + sites.size();
    }
  }

  /**
   * Computes the sizes of a study.
   *
   * @param question with the sites that are asked; of one site if it names none
   * @throws io.blindsum.encoding.EncodingException if it has no layout
   */
  public static StudyMessages of(Question question, PaillierPublicKey key) {
    List<String> asked = question.run().sites();
    Parts parts = new Parts(question, asked.isEmpty() ? List.of("site") : asked, key);
    long batch = parts.batch();
    long reduce = parts.unit() * (batch + parts.plan().toText().length());
    return new StudyMessages(
        MessageSize.ofChars(batch), MessageSize.ofChars(reduce), combine(parts));
  }

  private static long combine(Parts parts) {
    long batches = parts.batches();
    // of the worst case, in which one site has all rows
    long units =
        parts.layout().mode() == LayoutMode.PARTIALS
            ? (batches + BatchUnit.MAX_SITES - 1) / BatchUnit.MAX_SITES
            : batches;
    long all = units * parts.totals(1) + (batches + units) * parts.partial(1) + parts.plans();
    long atOnce = MessageSize.ofChars(2 * all);
    if (atOnce <= MessageSize.MOST) {
      return atOnce;
    }
    int sites = parts.sites().size();
    long pair = 3 * Math.max(parts.partial(parts.unit()), parts.subtotal(parts.unit()));
    long last = parts.subtotal(sites) + parts.totals(0) + 2 * parts.briefPlans();
    return Math.max(MessageSize.MOST, MessageSize.ofChars(Math.max(pair, last)));
  }

  /** Returns the longest. */
  public long longest() {
    return Math.max(reduce, Math.max(batch, combine));
  }

  /** Returns the memory that a cloud needs to read the longest, in bytes. */
  public long cloudMemory() {
    return MEMORY_SHARE * longest();
  }

  /**
   * Refuses what no cloud takes.
   *
   * @throws JobException in one line, if the longest message is too long
   */
  public void requireFit() {
    if (longest() > TAKEN) {
      throw new JobException(
          String.format(
              Locale.ROOT,
              "a message of this study would be of %.0f MB, and a cloud takes %d MB",
              longest() / 1e6,
              TAKEN / 1_000_000));
    }
  }
}
