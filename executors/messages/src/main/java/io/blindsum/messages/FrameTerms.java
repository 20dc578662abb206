package io.blindsum.messages;

import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.Manifest;
import io.blindsum.layout.SlotLayout;
import java.util.List;

/**
 * Compares the headers of frames with what the plans of a run say alike.
 *
 * @param terms what the plans say
 * @param layout of the terms
 */
public record FrameTerms(RunTerms terms, SlotLayout layout) {

  /**
   * Reads what the terms say of frames.
   *
   * @param where what they are part of; opens every message about them
   * @throws MessageException if their layout is none
   */
  public static FrameTerms of(String where, RunTerms terms) {
    try {
      return new FrameTerms(terms, SlotLayout.parse(terms.layout()));
    } catch (EncodingException e) {
      throw new MessageException(where, "a plan has a layout that is none");
    }
  }

  /** Returns the question as batches, partial results and subtotals name it, with its own rule. */
  public FrameQuestion question() {
    return new FrameQuestion(terms.queryHash(), terms.rule());
  }

  /** Returns the manifest of a sum of batches that lists each. */
  public static Manifest manifest(List<Signed<BatchMessage>> receipts) {
    return new Manifest(receipts.stream().map(receipt -> receipt.message().summed()).toList());
  }

  /**
   * Checks that a frame says of itself what the sites signed: key, study, layout and what follows
   * from it, protection, question and its rule.
   *
   * @throws MessageException naming the first that differs
   */
  void requireHeader(String where, FrameHeader header, FrameQuestion question) {
    same(where, header.key().fingerprint().equals(terms.key()), "is of another key");
    same(where, header.study().equals(terms.study()), "is of another study");
    same(where, header.layout().equals(terms.layout()), "has another layout");
    same(where, header.positions() == layout.plaintextsPerRecord(), "has other positions");
    same(where, header.maxRows() == layout.maxRows(), "has room for other rows");
    boolean protection = header.protection().text().equals(terms.protection());
    same(where, protection, "does not say the protection that the plans say");
    same(
        where,
        question.equals(header.question()),
        "is of another question, or of another rule of release");
    same(where, header.weights() == null, "has weights");
    same(where, !header.rowsDigest(), "names its rows by another digest");
  }

  /**
   * Checks the header of totals too: that they are of these streams, and of nothing else.
   *
   * @param question that they name
   * @throws MessageException naming the first that differs
   */
  public void requireTotals(
      String where, FrameHeader header, FrameQuestion question, Manifest manifest) {
    Check.require(header.kind() == FrameKind.RESULT, where, "no frame of totals");
    requireHeader(where, header, question);
    Check.require(
        header.manifest().equals(manifest), where, "its manifest and its receipts differ");
    same(where, header.site().isEmpty(), "is of a site");
    same(where, header.sourceDigest().equals(FrameHeader.NO_SOURCE), "names a source");
  }

  private static void same(String where, boolean holds, String difference) {
    Check.require(holds, where, "its frame " + difference);
  }
}
