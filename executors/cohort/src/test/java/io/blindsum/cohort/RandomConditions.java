package io.blindsum.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of age, hba1c, sex and arms, many without a value, and conditions on them. */
final class RandomConditions {
  private static final List<String> COMPARISONS =
      List.of(
          "age = 40",
          "age != 40",
          "age < 40",
          "age <= 41",
          "hba1c > 7.5",
          "hba1c >= -1.5",
          "hba1c = 7",
          "sex = F",
          "sex != M",
          "arms in (0, 2)",
          "arms = 1",
          "age in (40,41,42)",
          "age between 39 and 41",
          "hba1c is missing",
          "sex is not missing");

  private RandomConditions() {}

  /** Returns a row as a file has it. */
  static String row(Random random) {
    String age = random.nextInt(8) == 0 ? "" : String.valueOf(38 + random.nextInt(6));
    String hba1c = random.nextInt(4) == 0 ? "" : String.valueOf((random.nextInt(230) - 30) / 10.0);
    String sex = List.of("F", "M", "").get(random.nextInt(3));
    return String.join(",", age, hba1c, sex, random.nextInt(5) == 0 ? "" : "" + random.nextInt(3));
  }

  /** Returns the same row as the values of an insert. */
  static String sqlRow(String row) {
    List<String> fields = new ArrayList<>();
    for (String field : row.split(",", -1)) {
      fields.add(field.isEmpty() ? "null" : "'" + field + "'");
    }
    return String.join(",", fields);
  }

  /** Returns a condition of at most {@code 2^depth} comparisons. */
  static String next(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    }
    String left = next(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> "not (" + left + ")";
      case 1 -> left + " and " + next(random, depth - 1);
      default -> "(" + left + " or " + next(random, depth - 1) + ")";
    };
  }
}
