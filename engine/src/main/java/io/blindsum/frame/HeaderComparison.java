package io.blindsum.frame;

import io.blindsum.paillier.Sha256;
import java.util.function.Function;

/** Compares headers field by field, so that a refusal names the first field that differs. */
final class HeaderComparison {
  private final String frame;
  private final FrameHeader expected;
  private final FrameHeader actual;

  private HeaderComparison(String frame, FrameHeader expected, FrameHeader actual) {
    this.frame = frame;
    this.expected = expected;
    this.actual = actual;
  }

  /**
   * Checks that the plaintexts of two frames may be added.
   *
   * @throws FrameMismatchException with the first field that differs
   */
  static void requireSummable(String frame, FrameHeader expected, FrameHeader actual) {
    new HeaderComparison(frame, expected, actual).requireSummable();
  }

  /**
   * Checks that one frame may be continued as the other: all is equal but the stream id and the
   * creator.
   *
   * @throws FrameMismatchException with the first field that differs
   */
  static void requireResumable(String frame, FrameHeader expected, FrameHeader actual) {
    HeaderComparison comparison = new HeaderComparison(frame, expected, actual);
    comparison.requireSummable();
    comparison.require("kind", FrameHeader::kind);
    comparison.require("site", header -> "'" + header.site() + "'");
    comparison.require("source", FrameHeader::sourceDigest);
    comparison.require("rows digest", FrameHeader::rowsDigest);
    comparison.require("blinding", header -> "'" + header.blinding() + "'");
    comparison.require("manifest", header -> digest(header.manifest().toString()));
  }

  private void requireSummable() {
    require("key", header -> header.key().fingerprint());
    require("study", header -> "'" + header.study() + "'");
    require("layout", header -> digest(header.layout()));
    require("positions", FrameHeader::positions);
    require("max rows", FrameHeader::maxRows);
    require("protection", FrameHeader::protection);
    require("query", header -> header.question() == null ? "none" : header.question());
    require("weights", header -> header.weights() == null ? "none" : header.weights().digest());
  }

  private void require(String what, Function<FrameHeader, Object> field) {
    String wanted = String.valueOf(field.apply(expected));
    String got = String.valueOf(field.apply(actual));
    if (!wanted.equals(got)) {
      throw new FrameMismatchException(frame, what, wanted, got);
    }
  }

  /** Stands for what is too long to be printed. */
  private static String digest(String text) {
    return "SHA-256 " + Sha256.of(text);
  }
}
