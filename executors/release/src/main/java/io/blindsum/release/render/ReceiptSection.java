package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.HtmlTable;
import io.blindsum.release.page.HtmlTable.Head;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.page.Writing.Fact;
import io.blindsum.release.result.Receipt;
import io.blindsum.release.result.ReleasedResult;
import java.util.ArrayList;
import java.util.List;

/** What the totals were made of, so that anyone can check it against the files. */
record ReceiptSection(ReleasedResult result) implements Section {
  private static final List<String> HEAD =
      List.of("Stream", "Site", "Rows", "Batches", "Ciphertexts", "SHA-256");

  /** With more streams than these, what follows them would be far away. */
  private static final int MOST_UNFOLDED = 10;

  private static final List<String> SIGNERS = List.of("Party", "Signing key", "Standing");

  @Override
  public void write(Writing page) {
    Receipt receipt = result.receipt();
    page.heading("Receipt");
    page.facts(facts(receipt));
    boolean folded = receipt.streams().size() > MOST_UNFOLDED;
    if (folded) {
      String summary = "The " + receipt.streams().size() + " streams that were added, each once";
      page.html().open("details").leaf("summary", summary);
    }
    HtmlTable table = HtmlTable.open(page.html(), "What was added, each once", Head.of(HEAD));
    for (Receipt.Stream stream : receipt.streams()) {
      table.row(
          stream.id(),
          List.of(
              Content.text(stream.site()),
              HtmlFigures.content(stream.rows()),
              Content.number(stream.batches()),
              HtmlFigures.content(stream.ciphertexts()),
              Content.text(stream.digest())));
    }
    table.close();
    if (folded) {
      page.html().closeLine();
    }
    signers(page, receipt.signatures());
    page.paragraph("blindsum verify checks this list against the frames themselves.");
  }

  private List<Fact> facts(Receipt receipt) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Digest of the result, SHA-256", Content.text(receipt.digest())));
    facts.add(new Fact("Key", Content.text(result.study().key())));
    facts.add(new Fact("Protection of single records", Content.text(receipt.protection())));
    facts.add(new Fact("Blinding", Content.text(receipt.blinding())));
    facts.add(new Fact("Added by", Content.text(receipt.creator())));
    facts.add(new Fact("Decrypted with", Content.text(result.study().backend())));
    result
        .study()
        .weights()
        .ifPresent(w -> facts.add(new Fact("SHA-256 of the weights", Content.text(w.sha256()))));
    return facts;
  }

  private static void signers(Writing page, List<Receipt.Signature> signatures) {
    if (signatures.isEmpty()) {
      return;
    }
    HtmlTable table = HtmlTable.openWords(page.html(), "Who signed it", Head.of(SIGNERS));
    for (Receipt.Signature signature : signatures) {
      table.row(
          signature.party(),
          List.of(Content.text(signature.signer()), Content.text(signature.standing())));
    }
    table.close();
  }
}
