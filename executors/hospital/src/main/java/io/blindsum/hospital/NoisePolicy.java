package io.blindsum.hospital;

import io.blindsum.question.Noise;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a site that adds noise to all of its totals lets be asked.
 *
 * @param epsilon the most of one question
 * @param budget the most of all answers about a dataset under one key, for ever
 */
record NoisePolicy(BigDecimal epsilon, BigDecimal budget) {
  /** Returns why a question is refused by a site; empty if it is not. */
  static Optional<String> refusal(Optional<NoisePolicy> site, Optional<Noise> asked) {
    if (site.isEmpty()) {
      return asked.map(noise -> "the site's policy adds no noise; ask without epsilon");
    }
    BigDecimal most = site.get().epsilon;
    return asked.filter(noise -> noise.epsilon().compareTo(most) <= 0).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the site's totals have noise: limits: epsilon of at most " + most + " is needed");
  }
}
