package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds columns by name, and the name that was probably meant when there is no such column. */
final class ColumnNames {
  private final String source;
  private final List<String> names;
  private final boolean ignoreCase;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * Indexes the names of one source.
   *
   * @param source name of the source in messages
   * @param where the place of the header in messages
   * @param ignoreCase whether names differ by case alone, as unquoted SQL names do not
   * @throws DataException if two names are the same
   */
  ColumnNames(String source, String where, List<String> names, boolean ignoreCase) {
    this.source = source;
    this.names = List.copyOf(names);
    this.ignoreCase = ignoreCase;
    for (int i = 0; i < names.size(); i++) {
      Integer first = indexes.putIfAbsent(folded(names.get(i)), i);
      if (first != null) {
        throw new DataException(
            "column name '%s' is used twice, by columns %d and %d"
                .formatted(Messages.printable(names.get(i)), first + 1, i + 1),
            where,
            "rename one of them");
      }
    }
  }

  List<String> names() {
    return names;
  }

  int indexOf(String name) {
    Integer index = indexes.get(folded(name));
    if (index == null) {
      throw new DataException(
          "no column '%s'".formatted(Messages.printable(name)), source, fixFor(name));
    }
    return index;
  }

  private String fixFor(String name) {
    return nearest(name)
        .map(found -> "name a column of the source; the nearest is '" + found + "'")
        .orElse("name a column of the source; it has " + names.size());
  }

  /** Returns the closest name, if no more than half of the letters differ. */
  private Optional<String> nearest(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = "";
    int least = Math.max(1, wanted.length() / 2) + 1;
    for (String candidate : names) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(Messages.printable(best));
  }

  private String folded(String name) {
    return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** Returns the edit distance of Levenshtein (1966): insertions, deletions, substitutions. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
