package io.blindsum.cli.report;

/** One sentence on a result. */
record SummarySection(Members result) implements Section {
  @Override
  public void write(Writing page) {
    String text =
        "Totals over %s encrypted rows. Counts and sums are exact; no single record was decrypted.";
    page.html().leaf("p", text.formatted(Numbers.text(result.value("rows")))).text("\n");
    if (Boolean.TRUE.equals(result.value("insecure"))) {
      page.html().leaf("p", "The key is a test key, which protects nothing.").text("\n");
    }
  }
}
