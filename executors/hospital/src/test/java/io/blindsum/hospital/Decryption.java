package io.blindsum.hospital;

import io.blindsum.arith.Arithmetics;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import java.math.BigInteger;
import java.util.List;

/** What the holder of the private key reads in items of the first example's form. */
final class Decryption {
  private Decryption() {}

  static List<BigInteger> of(List<String> items) {
    try (Decryptor decryptor = Decryptor.of(Site.KEY, Arithmetics.fastest())) {
      return items.stream()
          .map(item -> CiphertextText.parseBase64(Site.KEY.publicKey(), item))
          .map(decryptor::decrypt)
          .toList();
    }
  }

  /** Returns their sum, which is what the cloud's product decrypts to. */
  static long sum(List<String> items) {
    return of(items).stream()
        .reduce(BigInteger.ZERO, BigInteger::add)
        .mod(Site.KEY.publicKey().modulus())
        .longValueExact();
  }
}
