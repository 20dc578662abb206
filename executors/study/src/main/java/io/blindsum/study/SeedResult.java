package io.blindsum.study;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.messages.MessageException;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import java.math.BigInteger;

/** Opens a sum of the first ColonyOS example. */
public final class SeedResult {
  private SeedResult() {}

  /**
   * Decrypts the base64 of a decimal ciphertext to a number of any sign: the upper third of [0, n)
   * stands for negative ones, and the middle third for none.
   *
   * @throws io.blindsum.paillier.InvalidCiphertextException if it is no ciphertext of the key
   * @throws MessageException if the plaintext stands for no number
   */
  public static BigInteger decrypt(
      String ciphertext, PaillierPrivateKey key, ModularArithmetic arithmetic) {
    BigInteger n = key.publicKey().modulus();
    BigInteger plaintext;
    try (Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      plaintext = decryptor.decrypt(CiphertextText.parseBase64(key.publicKey(), ciphertext));
    }
    BigInteger third = n.divide(BigInteger.valueOf(3));
    if (plaintext.compareTo(third) <= 0) {
      return plaintext;
    }
    if (plaintext.compareTo(n.subtract(third)) >= 0) {
      return plaintext.subtract(n);
    }
    throw new MessageException("sum", "overflowed: it is no number of the key's range");
  }

  /** Returns the line that the example prints. */
  public static String line(BigInteger sum) {
    return "The sum of all patient data is: " + sum;
  }
}
