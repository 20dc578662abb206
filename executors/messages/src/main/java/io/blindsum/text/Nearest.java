package io.blindsum.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Nearest {
  private Nearest() {}

  /** Returns the closest name, if no more than half of the letters differ. */
  public static Optional<String> of(String name, Collection<String> names) {
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
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
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
