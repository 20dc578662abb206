package io.blindsum.release.result;

import java.util.Optional;

/** What there is to show in the place of a number. */
public sealed interface Value {
  /** Returns the number that may be shown; empty if there is none. */
  default Optional<Number> number() {
    return Optional.empty();
  }

  /**
   * The exact number.
   *
   * @param value a Long, a Double or a BigDecimal
   */
  record Shown(Number value) implements Value {
    @Override
    public Optional<Number> number() {
      return Optional.of(value);
    }
  }

  /**
   * No number, because it would tell about few people.
   *
   * @param why it is hidden
   * @param least the least count that is shown
   */
  record Hidden(Reason why, long least) implements Value {
    /** Returns what is printed in its place: {@code <10} or {@code hidden}. */
    public String mark() {
      return why == Reason.SMALL ? "<" + least : "hidden";
    }
  }

  /** No number, because the totals do not define it. */
  record Undefined() implements Value {}

  /** Why a number is hidden. */
  enum Reason {
    /** It is a count of at least 1 and less than may be shown. */
    SMALL,
    /** It is large enough, but with the rest of the report it would give a small one away. */
    PROTECTING,
    /** It is computed from a hidden count, or about too few people. */
    DERIVED
  }
}
