package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import io.blindsum.text.Nearest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds columns by name, and the name that was probably meant when there is no such column. */
final class ColumnNames {
  private static final int SEVERAL = -1;

  private final String source;
  private final String where;
  private final List<String> names;
  private final boolean ignoreCase;
  private final boolean someNumbers;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Integer> lookalikes = new HashMap<>();

  private ColumnNames(
      String source, String where, List<String> names, boolean ignoreCase, boolean someNumbers) {
    this.source = source;
    this.where = where;
    this.names = List.copyOf(names);
    this.ignoreCase = ignoreCase;
    this.someNumbers = someNumbers;
    for (int i = 0; i < names.size(); i++) {
      indexes.merge(folded(names.get(i)), i, (a, b) -> SEVERAL);
      lookalikes.merge(seen(names.get(i)), i, (a, b) -> SEVERAL);
    }
  }

  /**
   * Indexes the names of a file. Only those that are asked for have to be unique.
   *
   * @param source name of the source in messages
   * @param where the place of the header in messages
   * @param someNumbers whether some names are numbers, so that they may be values of a patient
   */
  static ColumnNames ofFile(String source, String where, List<String> names, boolean someNumbers) {
    return new ColumnNames(source, where, names, false, someNumbers);
  }

  /**
   * Indexes the names of a query's result. Case tells two apart only where both are written as
   * asked for, as unquoted names of SQL have any.
   */
  static ColumnNames ofQuery(String source, String where, List<String> names) {
    return new ColumnNames(source, where, names, true, false);
  }

  /** Returns the error that there is probably no header. */
  static DataException numbers(String where) {
    return new DataException(
        "a number where a column name is expected",
        where,
        "put the column names, in words, on the first line");
  }

  List<String> names() {
    return names;
  }

  int indexOf(String name) {
    int exact = names.indexOf(name);
    if (exact >= 0 && exact == names.lastIndexOf(name)) {
      return exact;
    }
    Integer index = indexes.get(folded(name));
    if (index == null) {
      index = lookalikes.get(seen(name));
    }
    if (index == null && someNumbers) {
      throw numbers(where);
    }
    if (index == null) {
      throw new DataException(
          "no column '%s'".formatted(Messages.printable(name)), source, fixFor(name));
    }
    if (index == SEVERAL) {
      throw new DataException(
          "column name '%s' is used twice".formatted(Messages.printable(name)),
          where,
          "rename one of them");
    }
    return index;
  }

  private String fixFor(String name) {
    return Nearest.of(name, names)
        .map(Messages::printable)
        .map(found -> "name a column of the source; the nearest is '" + found + "'")
        .orElseGet(
            () ->
                names.size() > 1
                    ? "name a column of the source; it has " + names.size()
                    : "its first line was read as one name: put the column names there, and say"
                        + " with --separator what stands between them");
  }

  /** Returns a name as people see it: composed letters, plain blanks, nothing invisible. */
  private String seen(String name) {
    return folded(
        Normalizer.normalize(name, Normalizer.Form.NFKC)
            .replaceAll("\\p{Cf}", "")
            .replaceAll("[\\s\\p{Z}]+", " ")
            .strip());
  }

  private String folded(String name) {
    return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
  }
}
