package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingException;
import io.blindsum.question.GroupBy;
import io.blindsum.question.StatisticSpec;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The texts in which columns, groups, statistics and layouts travel: what is read comes back. */
public class SpecificationFuzz {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[0..120]", "sex:cat{F,M}", "hba1c:dec(1)[3..20]", "month:month[0..60]")
          .map(ColumnSpec::parse)
          .toList();

  @FuzzTest
  public void columns(byte[] input) {
    Refusals.parse(() -> ColumnSpec.parse(text(input)), EncodingException.class)
        .ifPresent(column -> assertThat(ColumnSpec.parse(column.toString())).isEqualTo(column));
  }

  @FuzzTest
  public void groups(byte[] input) {
    Refusals.parse(
            () -> GroupBy.parse(text(input).lines().toList(), COLUMNS), EncodingException.class)
        .ifPresent(groups -> assertThat(groups.size()).isBetween(1, GroupBy.MAX_GROUPS));
  }

  @FuzzTest
  public void statistics(byte[] input) {
    Refusals.parse(() -> StatisticSpec.parse(text(input), COLUMNS), EncodingException.class)
        .ifPresent(
            statistic ->
                assertThat(StatisticSpec.parse(statistic.toString(), COLUMNS))
                    .isEqualTo(statistic));
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "layouts of any text: read and written alike, or refused")
  public void layouts(byte[] input) {
    Refusals.parse(() -> SlotLayout.parse(text(input)), EncodingException.class)
        .ifPresent(layout -> assertThat(SlotLayout.parse(layout.toString())).isEqualTo(layout));
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
