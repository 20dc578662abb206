package io.blindsum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.messages.MessageException;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.question.text.QuestionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of studies, sites and data sets: what is one, and that every reader asks the rule. */
class NamesTest {
  private static final String LONGEST = "a".repeat(64);
  private static final String QUESTION =
      "study: %s\ndataset: %s\ncolumns:\n  age: int[18..120]\nstats: [count]\nsites: [%s]\n";

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "heart-2026", "R1.north_2"})
  void takesNames(String name) {
    assertThat(Names.isName(name)).isTrue();
    assertThat(
            QuestionFile.of(YamlMap.parse("q", QUESTION.formatted("s" + name, name, name)))
                .run()
                .sites())
        .containsExactly(name);
    assertThat(new MissingSite(name, "away").site()).isEqualTo(name);
  }

  @Test
  void countsTheLongest() {
    assertThat(Names.isName(LONGEST)).isTrue();
    assertThat(Names.isName(LONGEST + "a")).isFalse();
    assertThat(Names.isName("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_a", "-a", ".a", "a b", "a/b", "Umeå"})
  void everyReaderSaysTheRule(String name) {
    refused(name);
  }

  @Test
  void everyReaderRefusesWhatIsTooLong() {
    refused(LONGEST + "a");
  }

  private static void refused(String name) {
    assertThat(Names.isName(name)).isFalse();
    for (String question :
        new String[] {
          QUESTION.formatted("'" + name + "'", "d", "r1"),
          QUESTION.formatted("s", "'" + name + "'", "r1"),
          QUESTION.formatted("s", "d", "'" + name + "'")
        }) {
      assertThatThrownBy(() -> QuestionFile.of(YamlMap.parse("q", question)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(Names.NO_NAME);
    }
    assertThatThrownBy(() -> new MissingSite(name, "away"))
        .isInstanceOf(MessageException.class)
        .hasMessage("site: " + Names.NO_NAME);
    String signers = "sites: {'%s': '%s'}".formatted(name, "ab".repeat(32));
    assertThatThrownBy(() -> TrustedSigners.of(YamlMap.parse("signers", signers)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(Names.NO_NAME);
  }
}
