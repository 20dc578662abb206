package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.reduce.CiphertextReducer;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is closed computes nothing more, on each backend alike. */
class ClosedTest {
  private static final PaillierPrivateKey KEY = Vectors.privateKey("blum-1024");
  private static final PaillierPublicKey PUBLIC = KEY.publicKey();

  @TestFactory
  Stream<DynamicTest> whatIsClosedIsRefused() {
    return Backends.underTest()
        .map(backend -> DynamicTest.dynamicTest(backend.name(), () -> refuses(backend)));
  }

  private static void refuses(ModularArithmetic backend) {
    Encryptor encryptor = Encryptor.of(PUBLIC, backend, Blindings.forKey(PUBLIC, backend));
    Encryptor owner = Encryptor.of(KEY, backend, Blindings.forKey(KEY, backend));
    Evaluator evaluator = Evaluator.of(PUBLIC, backend);
    Decryptor decryptor = Decryptor.of(KEY, backend);
    CiphertextReducer reducer = CiphertextReducer.of(PUBLIC, backend);
    BlindingSource blinding = Blindings.forKey(PUBLIC, backend);

    Ciphertext one = encryptor.encrypt(BigInteger.ONE);
    BlockArray plaintexts = BlockArray.of(PUBLIC.plaintextBytes(), BigInteger.ONE, BigInteger.TWO);
    CiphertextBatch batch = owner.encrypt(plaintexts);
    for (AutoCloseable closeable :
        new AutoCloseable[] {encryptor, owner, evaluator, decryptor, reducer, blinding}) {
      close(closeable);
      close(closeable);
    }

    closed(() -> encryptor.encrypt(BigInteger.ONE));
    closed(() -> encryptor.encrypt(plaintexts));
    closed(() -> owner.encrypt(plaintexts));
    closed(() -> evaluator.add(one, one));
    closed(() -> evaluator.addPlain(one, BigInteger.ONE));
    closed(() -> evaluator.multiplyPlain(one, BigInteger.TEN));
    closed(() -> decryptor.decrypt(one));
    closed(() -> decryptor.decrypt(batch));
    closed(() -> reducer.sum(batch));
    closed(() -> reducer.weightedSum(batch, new long[] {3, -4}));
    closed(() -> blinding.fill(BlockArray.allocate(2, PUBLIC.ciphertextBytes())));
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new AssertionError("closing failed", e);
    }
  }

  private static void closed(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is closed");
  }
}
