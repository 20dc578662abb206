package io.blindsum.cli.report;

import java.util.List;

/** What the totals were made of, so that anyone can check it against the files. */
record ReceiptSection(Members result) implements Section {
  private static final List<String> HEAD =
      List.of("Stream", "Site", "Rows", "Batches", "Ciphertexts", "SHA-256");

  /** With more streams than these, what follows them would be far away. */
  private static final int MOST_UNFOLDED = 10;

  private static final List<String> SIGNERS = List.of("Party", "Signing key", "Standing");

  @Override
  public void write(Writing page) {
    Members receipt = result.object("receipt");
    page.heading("Receipt");
    page.facts(
        "Digest of the result, SHA-256", receipt.value("digest"),
        "Key", result.value("key"),
        "Protection of single records", receipt.value("protection"),
        "Blinding", receipt.value("blinding"),
        "Added by", receipt.value("creator"),
        "Decrypted with", result.value("backend"),
        "SHA-256 of the weights", result.object("weights").value("sha256"));
    List<Members> streams = receipt.list("streams");
    boolean folded = streams.size() > MOST_UNFOLDED;
    if (folded) {
      page.html()
          .open("details")
          .leaf("summary", "The " + streams.size() + " streams that were added, each once");
    }
    HtmlTable table = HtmlTable.open(page.html(), "What was added, each once", HEAD);
    for (Members stream : streams) {
      table.row(
          stream.text("stream"),
          stream.text("site"),
          stream.value("rows"),
          stream.value("batches"),
          stream.value("ciphertexts"),
          stream.text("digest"));
    }
    table.close();
    if (folded) {
      page.html().closeLine();
    }
    signers(page, result.list("signers"));
    page.html().leaf("p", "blindsum verify checks this list against the frames themselves.");
  }

  private static void signers(Writing page, List<Members> signers) {
    if (signers.isEmpty()) {
      return;
    }
    HtmlTable table = HtmlTable.openWords(page.html(), "Who signed it", SIGNERS);
    signers.forEach(
        signer -> table.row(signer.text("party"), signer.text("signer"), signer.text("standing")));
    table.close();
  }
}
