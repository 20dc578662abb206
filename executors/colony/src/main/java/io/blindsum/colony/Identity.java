package io.blindsum.colony;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Holds a secp256k1 private key and signs requests with it.
 *
 * <p>The public name of a key, its id, is the lowercase hex of SHA3-256 over the 130 ASCII
 * characters of the hex form of the uncompressed public key {@code 04 || X || Y}.
 */
public final class Identity {
  private static final X9ECParameters SECP256K1 = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(
          SECP256K1.getCurve(), SECP256K1.getG(), SECP256K1.getN(), SECP256K1.getH());
  private static final BigInteger ORDER = DOMAIN.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
  private static final int SCALAR_BYTES = 32;
  private static final int SIGNATURE_HEX_CHARS = 130;
  private static final HexFormat HEX = HexFormat.of();

  private final BigInteger secret;
  private final String publicKeyHex;
  private final String id;

  private Identity(BigInteger secret) {
    this.secret = secret;
    ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), secret).normalize();
    this.publicKeyHex = HEX.formatHex(point.getEncoded(false));
    this.id = idOf(publicKeyHex);
  }

  /**
   * Reads a private key.
   *
   * @param privateKeyHex 64 hex characters, a number in [1, n-1] with n the order of the curve
   * @throws IllegalArgumentException if it is no such number; the message does not repeat it
   */
  public static Identity fromPrivateKey(String privateKeyHex) {
    String hex = privateKeyHex.strip();
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "a colony private key has 64 hex characters, got " + hex.length() + " characters");
    }
    BigInteger secret = new BigInteger(hex, 16);
    if (secret.signum() == 0 || secret.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("a colony private key lies in [1, n-1] of secp256k1");
    }
    return new Identity(secret);
  }

  /** Generates a key from the operating system's randomness. */
  public static Identity generate() {
    SecureRandom random = new SecureRandom();
    BigInteger secret;
    do {
      secret = new BigInteger(ORDER.bitLength(), random);
    } while (secret.signum() == 0 || secret.compareTo(ORDER) >= 0);
    return new Identity(secret);
  }

  /** Returns the id of this key, 64 hex characters. */
  public String id() {
    return id;
  }

  /**
   * Exports the private key as 64 hex characters, to store it where only its owner can read it.
   *
   * <p>The name is long so that a review sees each use.
   */
  public String exportPrivateKeyHex() {
    return HEX.formatHex(scalar(secret));
  }

  /**
   * Signs the base64 text of a payload.
   *
   * @param payloadText ASCII text; its SHA3-256 is what is signed
   * @return 130 hex characters {@code r || s || v} with s in the lower half of the order, nonce by
   *     RFC 6979 section 3.2, and v the recovery number 0 to 3
   */
  public String sign(String payloadText) {
    byte[] hash = sha3(payloadText);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    BigInteger[] rs = signer.generateSignature(hash);
    BigInteger r = rs[0];
    BigInteger s = rs[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(rs[1]) : rs[1];
    int v = recoveryNumber(hash, r, s);
    return HEX.formatHex(scalar(r)) + HEX.formatHex(scalar(s)) + HEX.toHexDigits((byte) v);
  }

  /**
   * Recovers the id of the key that signed.
   *
   * @param payloadText the text that was signed
   * @param signatureHex 130 hex characters, either case
   * @return 64 hex characters; an altered text gives some other id, not an error
   * @throws IllegalArgumentException if the signature has another length, is no signature of this
   *     curve, has s in the upper half of the order or v above 3
   */
  public static String recoverId(String payloadText, String signatureHex) {
    if (signatureHex.length() != SIGNATURE_HEX_CHARS) {
      throw new IllegalArgumentException("Invalid signature length");
    }
    byte[] signature = HEX.parseHex(signatureHex);
    BigInteger r = new BigInteger(1, signature, 0, SCALAR_BYTES);
    BigInteger s = new BigInteger(1, signature, SCALAR_BYTES, SCALAR_BYTES);
    if (s.compareTo(HALF_ORDER) > 0) {
      throw new IllegalArgumentException(
          "Failed verify signature: Signature s value is over half the order");
    }
    return idOf(recoverPublicKey(sha3(payloadText), r, s, signature[2 * SCALAR_BYTES]));
  }

  /** Returns the id of an uncompressed public key given as 130 lowercase hex characters. */
  static String idOf(String publicKeyHex) {
    return HEX.formatHex(sha3(publicKeyHex));
  }

  @Override
  public String toString() {
    return "Identity[id=" + id + "]";
  }

  private int recoveryNumber(byte[] hash, BigInteger r, BigInteger s) {
    for (int v = 0; v < 4; v++) {
      // Two of the four candidates have no point for nearly every r.
      if (v < 2 || r.add(ORDER).compareTo(fieldPrime()) < 0) {
        if (recoverPublicKey(hash, r, s, v).equals(publicKeyHex)) {
          return v;
        }
      }
    }
    throw new IllegalStateException("signature does not recover to its own key");
  }

  /** Computes Q = r^-1 (sR - zG), SEC 1 version 2.0 section 4.1.6. */
  private static String recoverPublicKey(byte[] hash, BigInteger r, BigInteger s, int v) {
    if (r.signum() == 0 || s.signum() == 0 || r.compareTo(ORDER) >= 0 || v < 0 || v > 3) {
      throw notASignature(r.signum() == 0 ? "R is 0" : "value out of range");
    }
    BigInteger x = v < 2 ? r : r.add(ORDER);
    if (x.compareTo(fieldPrime()) >= 0) {
      throw notASignature("R is no point of the curve");
    }
    ECPoint point = pointAt(x, (v & 1) == 1);
    BigInteger z = new BigInteger(1, hash);
    BigInteger rInverse = r.modInverse(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                DOMAIN.getG(),
                z.multiply(rInverse).negate().mod(ORDER),
                point,
                s.multiply(rInverse).mod(ORDER))
            .normalize();
    if (key.isInfinity()) {
      throw notASignature("recovered key is the point at infinity");
    }
    return HEX.formatHex(key.getEncoded(false));
  }

  private static ECPoint pointAt(BigInteger x, boolean yIsOdd) {
    byte[] compressed = new byte[SCALAR_BYTES + 1];
    compressed[0] = (byte) (yIsOdd ? 3 : 2);
    System.arraycopy(scalar(x), 0, compressed, 1, SCALAR_BYTES);
    try {
      return DOMAIN.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      throw notASignature("R is no point of the curve");
    }
  }

  private static IllegalArgumentException notASignature(String reason) {
    return new IllegalArgumentException(
        "Failed to recover public key: invalid signature: " + reason);
  }

  private static BigInteger fieldPrime() {
    return DOMAIN.getCurve().getField().getCharacteristic();
  }

  private static byte[] scalar(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(SCALAR_BYTES, value);
  }

  private static byte[] sha3(String text) {
    try {
      return MessageDigest.getInstance("SHA3-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA3-256", e);
    }
  }
}
