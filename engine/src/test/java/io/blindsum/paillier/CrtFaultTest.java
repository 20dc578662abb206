package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.CrtRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.blinding.Blindings;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Flips one bit of each value that decryption by CRT computes with. A released plaintext with a
 * fault modulo one prime would give away the other (Boneh, DeMillo, Lipton, EUROCRYPT 1997).
 */
class CrtFaultTest {
  private static final int BITS = 512;

  private final Random random = Seeds.random("CrtFaultTest");
  private final ModularArithmetic arithmetic = Arithmetics.fastest();

  /** Where the bit is flipped; each modulo p or modulo q. */
  private enum Fault {
    POWER,
    CLASS,
    EXPONENT,
    MODULUS,
    FACTOR_H,
    JOIN
  }

  /** Computes modulo the square of a prime with one fault, when it is armed. */
  private final class FaultyRing implements SquareRing {
    private final SquareRing ring;
    private final Fault fault;

    FaultyRing(SquareRing ring, Fault fault) {
      this.ring = ring;
      this.fault = fault;
    }

    @Override
    public BigInteger root() {
      return ring.root();
    }

    @Override
    public BigInteger modulus() {
      return ring.modulus();
    }

    @Override
    public void power(BlockArray elements, BigInteger exponent, BlockArray out) {
      int bit = random.nextInt(BITS / 2 - 1);
      BigInteger base = elements.get(0);
      BigInteger result =
          switch (fault) {
            case EXPONENT -> base.modPow(exponent.flipBit(bit), modulus());
            case MODULUS -> base.modPow(exponent, modulus().flipBit(bit));
            default -> base.modPow(exponent, modulus());
          };
      if (fault == Fault.POWER) {
        result = result.flipBit(random.nextInt(BITS - 1));
      } else if (fault == Fault.CLASS) {
        // passes the check modulo the prime, and changes the class alone
        result = result.add(root().shiftLeft(bit)).mod(modulus());
      }
      out.set(0, result.mod(BigInteger.ONE.shiftLeft(8 * out.blockBytes())));
    }

    @Override
    public void multiply(BlockArray a, BlockArray b, BlockArray out) {
      ring.multiply(a, b, out);
    }

    @Override
    public void multiplyLifted(BlockArray residues, BlockArray units, BlockArray out) {
      ring.multiplyLifted(residues, units, out);
    }

    @Override
    public void residues(BlockArray elements, BlockArray out) {
      ring.residues(elements, out);
    }

    @Override
    public BigInteger product(BlockArray elements) {
      return ring.product(elements);
    }

    @Override
    public void close() {
      ring.close();
    }
  }

  @Test
  @Requirement(
      id = "R10",
      figure = "1,000 single-bit faults in mp, mq, hp, hq, p^2, exponents: 0 wrong values released")
  void noFaultIsReleased() throws Exception {
    PaillierPrivateKey key = key();
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      int wrong = 0;
      int refused = 0;
      for (int i = 0; i < 1000; i++) {
        Fault fault = Fault.values()[i % Fault.values().length];
        BigInteger value = new BigInteger(BITS - 2, random);
        Ciphertext ciphertext = encryptor.encrypt(value);
        try (Decryptor faulty = Decryptor.of(key, arithmetic, faulty(key, fault))) {
          wrong += faulty.decrypt(ciphertext).equals(value) ? 0 : 1;
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("nothing is released");
          refused++;
        }
      }
      assertThat(wrong).isZero();
      // a flip that leaves the value right, such as in a bit that the modulus takes away
      assertThat(refused).isGreaterThan(950);
    }
  }

  private CrtRing faulty(PaillierPrivateKey key, Fault fault) throws Exception {
    boolean inP = random.nextBoolean();
    SquareRing p = arithmetic.squareRing(key.p());
    SquareRing q = arithmetic.squareRing(key.q());
    boolean inPower = fault != Fault.FACTOR_H && fault != Fault.JOIN;
    CrtRing ring =
        new CrtRing(
            inPower && inP ? new FaultyRing(p, fault) : p,
            inPower && !inP ? new FaultyRing(q, fault) : q);
    if (fault == Fault.JOIN) {
      flip(ring, "pInverseModQ");
    } else if (fault == Fault.FACTOR_H) {
      flip(field(CrtRing.class, inP ? "p" : "q").get(ring), "h");
    }
    return ring;
  }

  private void flip(Object owner, String name) throws Exception {
    Field field = field(owner.getClass(), name);
    BigInteger value = (BigInteger) field.get(owner);
    field.set(owner, value.flipBit(random.nextInt(BITS / 2 - 1)));
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private PaillierPrivateKey key() {
    BigInteger p = BigInteger.probablePrime(BITS / 2, random);
    BigInteger q = BigInteger.probablePrime(BITS / 2, random);
    // both have their top bit only, so that n may have one bit less
    return PaillierPrivateKey.of(p, q);
  }
}
