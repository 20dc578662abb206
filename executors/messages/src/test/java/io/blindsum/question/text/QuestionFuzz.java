package io.blindsum.question.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingException;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.text.DataException;
import io.blindsum.text.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Questions of any text, and their conditions. */
public class QuestionFuzz {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[0..120]", "sex:cat{F,M}", "hba1c:dec(1)[3..20]")
          .map(ColumnSpec::parse)
          .toList();

  @FuzzTest
  @Requirement(id = "R31", figure = "question files of any text: read or refused in one line")
  public void files(byte[] input) {
    Refusals.parse(() -> QuestionFile.of(YamlMap.parse("q.yaml", text(input))), DataException.class)
        .ifPresent(
            query -> {
              assertThat(query.hash()).matches("[0-9a-f]{64}");
              Refusals.parse(() -> query.layout(2048), EncodingException.class);
            });
  }

  @FuzzTest
  @Requirement(
      id = "R31",
      figure = "conditions of any text: read and written alike, no literal in SQL, or refused")
  public void conditions(byte[] input) {
    Refusals.parse(() -> WhereClause.parse(text(input), COLUMNS), SpecificationException.class)
        .ifPresent(
            where -> {
              assertThat(WhereClause.parse(where.toString(), COLUMNS))
                  .hasToString(where.toString());
              assertThat(where.over(name -> name).text())
                  .matches("[A-Za-z_0-9?\"(),=<>! ]+")
                  .doesNotContain(";");
            });
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
