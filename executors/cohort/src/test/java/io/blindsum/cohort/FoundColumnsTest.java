package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a cohort's columns are declared as, by their values. */
class FoundColumnsTest {
  private static FoundColumns found(String csv) {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    try (CohortSource source =
        CsvSource.read(new ByteArrayInputStream(bytes), "c.csv", Optional.empty())) {
      return FoundColumns.of(source);
    }
  }

  private static String declared(String csv) {
    return found(csv).columns().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  @Test
  void declaresWhatIsThere() {
    assertThat(
            declared(
                """
                age,hb,sex,smoker,site
                41,12.5,F,TRUE,"A, B"
                -7,9,M,FALSE,C
                ,13.25,F,,C
                """))
        .isEqualTo(
            "age:int[-7..41] hb:dec(2)[9..13.25] sex:cat{F,M} smoker:bool site:cat{\"A, B\",C}");
    assertThat(declared("x,y\n1.0,1\n2.00,1\n")).isEqualTo("x:int[1..2] y:int[1..1]");
  }

  @Test
  void takesWordsForNoValue() {
    FoundColumns found = found("age,sex\n41,F\nNA,M\n.,n/a\n");
    assertThat(found.columns()).hasToString("[age:int[41..41], sex:cat{F,M}]");
    assertThat(found.missing()).isEqualTo(Map.of("age", Set.of("NA", "."), "sex", Set.of("n/a")));
  }

  @Test
  void roundsTheDigitsOfFloatingPoint() {
    FoundColumns found = found("x\n0.30000000000000004\n-2.71828182845904\n");
    assertThat(found.columns()).hasToString("[x:dec(3)[-2.719..0.301]]");
    assertThat(found.rounded()).isTrue();
    assertThat(found("x\n0.25\n").rounded()).isFalse();
  }

  @Test
  void leavesOutWhatNobodyCanAddUp() {
    String rows =
        IntStream.range(0, 60).mapToObj(i -> "name" + i + ",,1\n").collect(Collectors.joining());
    FoundColumns found = found("name,none,n\n" + rows);
    assertThat(found.columns()).hasToString("[n:int[1..1]]");
    assertThat(found.leftOut()).hasSize(2);
    assertThat(found.leftOut().get(0)).startsWith("name: ").doesNotContain("name1");
    assertThat(found.leftOut().get(1)).startsWith("none: no value");
  }
}
