package io.blindsum.protection;

import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Computes masks the plain way: one AES block at a time, and numbers of any size. */
final class MaskOracle {
  private final BigInteger n;
  private final SecretKeySpec key;

  MaskOracle(PaillierPublicKey publicKey, byte[] secret, String plan) {
    this.n = publicKey.modulus();
    byte[] info = Hkdf.info("blindsum zero-sum mask 1", publicKey.fingerprint(), plan);
    this.key = new SecretKeySpec(Hkdf.derive(secret, new byte[0], info, 32), "AES");
  }

  /** Returns {@code v + F(i) - F(i + 1 mod N) mod n}. */
  BigInteger mask(BigInteger value, int position, long index, long records) throws Exception {
    return value
        .add(function(position, index))
        .subtract(function(position, (index + 1) % records))
        .mod(n);
  }

  private BigInteger function(int position, long index) throws Exception {
    int bits = n.bitLength() + 8;
    BigInteger range = BigInteger.ONE.shiftLeft(bits);
    int attempt = 0;
    BigInteger candidate = candidate(position, attempt, index).mod(range);
    while (candidate.compareTo(range.divide(n).multiply(n)) >= 0) {
      candidate = candidate(position, ++attempt, index).mod(range);
    }
    return candidate.mod(n);
  }

  private BigInteger candidate(int position, int attempt, long index) throws Exception {
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, key);
    int blocks = (n.bitLength() + 8 + 127) / 128;
    BigInteger candidate = BigInteger.ZERO;
    for (int i = 0; i < blocks; i++) {
      ByteBuffer counter = ByteBuffer.allocate(16);
      counter.putInt(position).putInt(attempt).putLong(index * blocks + i);
      byte[] block = aes.doFinal(counter.array());
      for (int j = 0; j < block.length; j++) {
        int place = 8 * (i * block.length + j);
        candidate = candidate.add(BigInteger.valueOf(block[j] & 0xff).shiftLeft(place));
      }
    }
    return candidate;
  }
}
