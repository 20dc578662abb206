package io.blindsum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;

/** Runs parsers on hostile input, and holds what they refuse it with to the rules of messages. */
public final class Refusals {
  private static final int LONGEST_MESSAGE = 600;

  private Refusals() {}

  /**
   * Parses an input; empty if it was refused.
   *
   * @param refusals how the parser may refuse; anything else it throws is passed on
   */
  @SafeVarargs
  public static <T> Optional<T> parse(
      Supplier<T> parser, Class<? extends RuntimeException>... refusals) {
    try {
      return Optional.of(parser.get());
    } catch (RuntimeException e) {
      for (Class<? extends RuntimeException> refusal : refusals) {
        if (refusal.isInstance(e)) {
          assertThat(e.getMessage()).matches("[^\\p{Cc}]+").hasSizeLessThan(LONGEST_MESSAGE);
          return Optional.empty();
        }
      }
      throw e;
    }
  }
}
