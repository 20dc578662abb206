package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a stranger wrote runs in a spreadsheet or steers a terminal. */
class CsvTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-2+3",
        "@SUM(A1)",
        " =1",
        "\"=1",
        "'=1",
        "\uff1d1",
        "-",
        "--1",
        "-1x"
      })
  @Requirement(id = "R39", figure = "formulas in every field of CSV: 0 that a spreadsheet runs")
  void formulasAreTexts(String text) {
    String field = CsvText.field(text);
    String read = field.startsWith("\"") ? field.substring(1) : field;
    assertThat(read).startsWith("'");
  }

  @Test
  void numbersStayNumbers() {
    assertThat(
            CsvText.line(Arrays.asList(-1, "-1.50", "+3", "1e-7", "-2E5", new BigDecimal("-0.1"))))
        .isEqualTo("-1,-1.50,+3,1e-7,-2E5,-0.1");
    assertThat(CsvText.line(Arrays.asList("a,b", "say \"x\"", null, "18-29", "<10")))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",,18-29,<10");
  }

  @Test
  void aTabOrALineBreakBeforeAFormulaIsAQuestionMark() {
    assertThat(CsvText.field("\t=1")).isEqualTo("?=1");
    assertThat(CsvText.field("\r=1")).isEqualTo("?=1");
  }

  @Test
  void nothingThatSteersIsLeft() {
    String field = CsvText.field("a\u001b[2J\u0000\r\n\u202e\u2028\u200fb\u009b");
    assertThat(field).isEqualTo("a?[2J??????b?");
  }
}
