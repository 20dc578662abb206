package io.blindsum.hospital;

import io.blindsum.encoding.ColumnType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a site says about one column of a dataset. A question can narrow it only as {@link
 * ColumnRules} lets it.
 *
 * @param type its kind, with all values that the site has in it
 * @param uses what a question may do with it, if the site says so
 */
record SiteColumn(ColumnType type, Optional<Set<Use>> uses) {
  SiteColumn {
    uses = uses.map(Set::copyOf);
  }

  /** Makes a column of which the site says no more than its type. */
  static SiteColumn of(ColumnType type) {
    return new SiteColumn(type, Optional.empty());
  }

  boolean allows(Use use) {
    return uses.orElse(EnumSet.allOf(Use.class)).contains(use);
  }

  /** What a question can do with a column. */
  enum Use {
    /** Add up its numbers. */
    TOTAL,
    /** Make groups of it. */
    GROUP,
    /** Pick patients by it. */
    FILTER,
    /** Count its categories, bands or times. */
    TABLE
  }
}
