package io.blindsum.benchmarks.paillier;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;

/**
 * How long does a key take? The search for primes is a matter of luck: look at the mean.
 *
 * <pre>./blindsum bench engine -f KeyGenerationBenchmark</pre>
 */
public class KeyGenerationBenchmark extends KeyedBenchmark {
  private PaillierKeyGenerator generator;

  @Override
  public int items() {
    return 1;
  }

  @Override
  protected void prepare() {
    PaillierParameters size =
        PaillierParameters.builder().modulusBits(bits).insecureTestKey(true).build();
    generator = PaillierKeyGenerator.of(size, arithmetic);
  }

  @Override
  protected Object compute() {
    return generator.generate();
  }
}
