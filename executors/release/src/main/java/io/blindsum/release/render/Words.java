package io.blindsum.release.render;

import io.blindsum.release.page.Numbers;
import io.blindsum.release.result.Figure;

/** Figures as they stand in the sentences and drawings of a page. */
final class Words {
  private Words() {}

  static String of(Figure figure) {
    return figure.isHidden()
        ? figure.mark()
        : figure.value().number().map(Numbers::text).orElse(Numbers.NONE);
  }
}
