package io.blindsum.cohort;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words and codes that programs and people write where there is no value. */
final class MissingTexts {
  private static final Set<String> WORDS =
      Set.of(
          "na",
          "n/a",
          "n.a.",
          "n.a",
          "#n/a",
          "#nv",
          "nan",
          "null",
          "none",
          "nil",
          "nd",
          "n.d.",
          "n/d",
          "missing",
          "unknown",
          "unk",
          "undefined",
          "no data",
          "not done",
          "not available",
          "not applicable",
          "not known",
          "not recorded",
          "not reported",
          ".",
          "..",
          "-",
          "--",
          "?",
          "*",
          "<na>",
          "nat",
          "(null)",
          "(missing)",
          "keine angabe",
          "k.a.",
          "unbekannt",
          "fehlt",
          "inconnu",
          "desconocido",
          "sconosciuto",
          "onbekend",
          "ukendt",
          "ukjent",
          "okänt",
          "saknas");

  /** Minus 1, 6 to 9, nines and their kind, and nines behind the point; days that nobody meant. */
  private static final Pattern CODE =
      Pattern.compile(
          "-[16789](\\.0+)?|-?([789])\\2+(\\.(\\2+|0+))?"
              + "|(0000-00-00|1899-12-3[01]|190[01]-01-01|[29]999-12-31)([ T].*)?");

  private MissingTexts() {}

  static boolean isWord(String text) {
    return WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }
}
