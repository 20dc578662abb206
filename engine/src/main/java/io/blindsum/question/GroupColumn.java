package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;

/**
 * A column whose values make groups. Its {@link Object#toString} is the option that declares it.
 */
public sealed interface GroupColumn permits ExactGroups, BandGroups {
  /**
   * Returns the column in the data; it need not be among the declared ones if its values were
   * listed.
   */
  ColumnSpec column();

  /** Returns the number of groups, at least 1. */
  int size();

  /** Returns a group's name in tables, such as {@code F} or {@code 40-49}. */
  String label(int ordinal);

  /**
   * Returns the group of an encoded value, in [0, size), or -1 if the value was not listed.
   *
   * @param encoded in [0, {@code column().type().maxEncoded()}]
   */
  int ordinal(long encoded);
}
