package io.blindsum.benchmarks.protection;

import io.blindsum.arith.BlockArray;
import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.common.Operands;
import io.blindsum.blinding.BlindingPool;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPublicKey;

/**
 * What does an encryption cost with a value from the pool, its fresh share and the tripwire
 * included? {@code encrypt-djn} and {@code encrypt-full} are what it costs without a pool, {@code
 * encrypt-online} what it would cost without a fresh share.
 *
 * <pre>./blindsum bench engine -f Pooled</pre>
 */
public class PooledEncryptBenchmark extends KeyedBenchmark {
  private BlindingPool pool;
  private Encryptor encryptor;
  private BlockArray plaintexts;
  private BlockArray out;

  @Override
  public int items() {
    return sized(1024, 64);
  }

  @Override
  protected void prepare() {
    BlindingSource source = new ReadySource(key, Operands.ciphertexts(key, 2 * items()));
    pool = BlindingPool.open(source, arithmetic, 4L * items() * key.ciphertextBytes());
    encryptor = Encryptor.of(key, arithmetic, pool);
    plaintexts = Operands.plaintexts(key, items());
    out = BlockArray.allocate(items(), key.ciphertextBytes());
  }

  @Override
  protected Object compute() throws InterruptedException {
    while (pool.available() < items()) {
      Thread.sleep(1);
    }
    encryptor.encrypt(plaintexts, out);
    return out;
  }

  @Override
  protected void release() {
    encryptor.close();
  }

  /** Fills the pool in no time, as the question is what happens afterwards. */
  private record ReadySource(PaillierPublicKey key, BlockArray values) implements BlindingSource {
    @Override
    public String method() {
      return "ready";
    }

    @Override
    public void fill(BlockArray units) {
      for (int i = 0; i < units.count(); i++) {
        units.copy(i, values, i % values.count());
      }
    }

    @Override
    public void close() {}
  }
}
