package io.blindsum.release.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void escapesTextsAndAttributes() {
    Markup markup = new Markup().leaf("td", "a<b & \"c\" 'd'>", "title", "\"><x y='z'>&");
    assertThat(markup)
        .hasToString(
            "<td title=\"&quot;&gt;&lt;x y=&#39;z&#39;&gt;&amp;\">"
                + "a&lt;b &amp; &quot;c&quot; &#39;d&#39;&gt;</td>");
  }

  @Test
  void replacesWhatXmlForbidsAndWhatReordersText() {
    String text = "a\u0000b\u001Bc\u202Ed\uD800e\uFFFFf\u2066g";
    assertThat(new Markup().text(text)).hasToString("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg");
  }

  @Test
  void keepsEveryScript() {
    assertThat(new Markup().text("Åse 日本 \uD83D\uDE00")).hasToString("Åse 日本 \uD83D\uDE00");
  }
}
