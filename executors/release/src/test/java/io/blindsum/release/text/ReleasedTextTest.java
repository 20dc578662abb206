package io.blindsum.release.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.release.Samples;
import io.blindsum.release.render.CsvRenderer;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.render.PageRenderer;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.StrangeTexts;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a release executor sends is what the researcher shows, and nothing else is read. */
class ReleasedTextTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void everyStatisticComesBackAsItWas(int leastCount) {
    ReleasedResult result = Samples.study(leastCount);
    ReleasedResult read = ReleasedText.read(ReleasedText.write(result));

    assertThat(read).isEqualTo(result);
    assertThat(JsonRenderer.line(read)).isEqualTo(JsonRenderer.line(result));
    assertThat(CsvRenderer.lines(read)).isEqualTo(CsvRenderer.lines(result));
    assertThat(TextRenderer.lines(read)).isEqualTo(TextRenderer.lines(result));
    assertThat(PageRenderer.page(read, "x").html())
        .isEqualTo(PageRenderer.page(result, "x").html());
  }

  @Test
  void roundedTablesComeBackToo() {
    ReleasedResult result = Samples.study(new ReleaseRule(10, 5, 5, true));
    assertThat(ReleasedText.read(ReleasedText.write(result))).isEqualTo(result);
  }

  @Test
  void refusesWhatIsNotExactlyThat() {
    String honest = ReleasedText.write(Samples.study(10));
    for (String altered :
        List.of(
            "",
            "{}",
            "{\"blindsum-released\":1}",
            honest + "{}",
            honest.replaceFirst("\"blindsum-released\":1", "\"blindsum-released\":2"),
            honest.replaceFirst("\"kind\":\"shown\"", "\"kind\":\"other\""),
            honest.replaceFirst("\"long ", "\"whole "),
            honest.replaceFirst("\"long [0-9]+\"", "7"),
            honest.replaceFirst("\"rounding\":1", "\"rounding\":1.0"),
            honest.replaceFirst("\"rounding\":1,", ""),
            honest.replaceFirst("\"rounding\":1", "\"rounding\":1,\"more\":1"))) {
      assertThat(altered).isNotEqualTo(honest);
      refused(altered);
    }
    for (String strange : StrangeTexts.ALL) {
      ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(honest);
      ((ObjectNode) tree.get("study")).put("name", strange);
      try {
        assertThat(ReleasedText.read(tree.toString()).study().name())
            .matches(StrangeTexts::isPlain);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("not released tables");
      }
    }
  }

  @Test
  void oneByteChangedIsReadInFullOrRefused() {
    String honest = ReleasedText.write(Samples.study(10));
    Random random = Seeds.random("ReleasedTextTest");
    for (int i = 0; i < 300; i++) {
      StringBuilder altered = new StringBuilder(honest);
      altered.setCharAt(random.nextInt(honest.length()), (char) (32 + random.nextInt(95)));
      try {
        ReleasedResult read = ReleasedText.read(altered.toString());
        assertThat(ReleasedText.read(ReleasedText.write(read))).isEqualTo(read);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("not released tables");
      }
    }
  }

  private static void refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReleasedText.read(text))
        .withMessage("not released tables of this version of the program");
  }
}
