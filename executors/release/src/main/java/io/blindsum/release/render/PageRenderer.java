package io.blindsum.release.render;

import io.blindsum.release.page.Page;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.statistic.Declaration;
import io.blindsum.release.statistic.Statistics;
import java.util.List;

/** Writes a result on a page. */
public final class PageRenderer {
  private PageRenderer() {}

  /**
   * Makes the page of one result.
   *
   * @param creator the program and its version
   */
  public static Page page(ReleasedResult result, String creator) {
    Page page = new Page("BlindSum: " + result.study().name(), creator);
    addTo(page, result);
    return page;
  }

  /** Adds a chapter with a result. */
  public static void addChapter(Page page, String heading, ReleasedResult result) {
    page.add(writing -> writing.chapter(heading));
    addTo(page, result);
  }

  private static void addTo(Page page, ReleasedResult result) {
    page.add(new QuestionSection(result)).add(new TotalsSection(result));
    for (Declaration declaration : Statistics.declarations()) {
      List<Result> results =
          result.results().stream()
              .filter(found -> found.asked().statistic().equals(declaration.name()))
              .toList();
      if (!results.isEmpty()) {
        page.add(new StatisticSection(declaration, results));
      }
    }
    page.add(new ReceiptSection(result));
  }
}
