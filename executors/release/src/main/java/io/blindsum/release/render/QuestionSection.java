package io.blindsum.release.render;

import io.blindsum.release.page.Content;
import io.blindsum.release.page.Markup;
import io.blindsum.release.page.Numbers;
import io.blindsum.release.page.Section;
import io.blindsum.release.page.Writing;
import io.blindsum.release.page.Writing.Fact;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import java.util.List;

/** What was asked, of whom, and under which key. */
record QuestionSection(ReleasedResult result) implements Section {
  @Override
  public void write(Writing page) {
    Study study = result.study();
    page.paragraph(
        "Totals over %s encrypted rows. %s; no single record was decrypted."
            .formatted(Numbers.text(study.rows()), precision()));
    if (study.insecure()) {
      page.paragraph("The key is a test key, which protects nothing.");
    }
    page.heading("What was asked");
    page.facts(
        List.of(
            new Fact("Study", Content.text(study.name())),
            new Fact("Rows", Content.number(study.rows())),
            new Fact("Rows left out as bad data", Content.number(study.rejected())),
            new Fact("Sites", names(study.sites())),
            new Fact("Groups", names(study.question().groupBy())),
            new Fact("Statistics", names(study.question().statistics())),
            new Fact("Least count that is shown", Content.number(result.leastCount())),
            new Fact("Audit", Content.text(result.audit())),
            new Fact("Key", Content.text(study.key())),
            new Fact("Modulus, bits", Content.number(study.modulusBits()))));
    Markup html = page.html();
    html.open("p").text("Columns with the values that they may have: ");
    String between = "";
    for (String column : study.question().columns()) {
      html.text(between).leaf("code", column);
      between = ", ";
    }
    html.text(".").closeLine();
  }

  private String precision() {
    if (result.noise().isPresent()) {
      return "Every number below is %s: %s"
          .formatted(result.precision(), result.noise().get().words());
    }
    return result.isRounded()
        ? "Counts are rounded to multiples of "
            + result.rounding()
            + ", and all else follows from such counts"
        : "Counts and sums are exact";
  }

  private static Content names(List<String> names) {
    return Content.text(names.isEmpty() ? Numbers.NONE : String.join(", ", names));
  }
}
