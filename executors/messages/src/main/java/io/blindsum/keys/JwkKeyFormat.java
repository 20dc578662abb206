package io.blindsum.keys;

import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys as the command-line tools of python-paillier and javallier exchange them: JSON in the manner
 * of a web key with {@code "kty": "DAJ"} and {@code "alg": "PAI-GN1"}, numbers as base64url.
 *
 * <p>A private key holds the primes (python-paillier) or {@code lambda} and {@code mu} (javallier),
 * from which the primes are found again; keys written here hold both, and either tool reads them.
 */
final class JwkKeyFormat {
  private static final String KEY_TYPE = "DAJ";
  private static final String ALGORITHM = "PAI-GN1";
  private static final int MAX_ENCODED = 2048;
  private static final Set<String> PUBLIC_MEMBERS = Set.of("kty", "alg", "key_ops", "kid", "n");
  private static final Set<String> PRIVATE_MEMBERS =
      Set.of("kty", "alg", "key_ops", "kid", "pub", "p", "q", "lambda", "mu");

  private JwkKeyFormat() {}

  static PaillierPublicKey readPublic(StrictJson jwk, KeyGate gate) {
    return gate.admit(jwk.path("n"), modulus(jwk));
  }

  static boolean isPrivate(StrictJson jwk) {
    return jwk.has("pub");
  }

  static PaillierPrivateKey readPrivate(StrictJson jwk) {
    jwk.requireOnly(PRIVATE_MEMBERS);
    jwk.requireString("kty", KEY_TYPE);
    BigInteger n = modulus(jwk.object("pub"));
    PaillierPrivateKey key =
        jwk.has("p")
            ? PaillierPrivateKey.of(number(jwk, "p"), number(jwk, "q"))
            : fromLambda(jwk, PaillierPublicKey.of(n));
    if (!key.publicKey().modulus().equals(n)) {
      throw jwk.fault("pub", "not the public half of this private key");
    }
    return key;
  }

  static String write(PaillierPublicKey key) {
    return StrictJson.print(publicObject(key));
  }

  static String write(PaillierPrivateKey key) {
    BigInteger p = key.p();
    BigInteger q = key.q();
    BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    ObjectNode jwk = StrictJson.newObject().put("kty", KEY_TYPE);
    jwk.putArray("key_ops").add("decrypt");
    jwk.put("p", encode(p)).put("q", encode(q));
    jwk.put("lambda", encode(phi));
    jwk.put("mu", encode(phi.modInverse(key.publicKey().modulus())));
    jwk.set("pub", publicObject(key.publicKey()));
    jwk.put("kid", keyId(key.publicKey()));
    return StrictJson.print(jwk);
  }

  private static PaillierPrivateKey fromLambda(StrictJson jwk, PaillierPublicKey publicKey) {
    BigInteger n = publicKey.modulus();
    BigInteger lambda = number(jwk, "lambda");
    if (!lambda.multiply(number(jwk, "mu")).mod(n).equals(BigInteger.ONE)) {
      throw jwk.fault("mu", "not the inverse of lambda");
    }
    return TotientFactoring.factor(n, lambda);
  }

  private static BigInteger modulus(StrictJson jwk) {
    jwk.requireOnly(PUBLIC_MEMBERS);
    jwk.requireString("kty", KEY_TYPE);
    jwk.requireString("alg", ALGORITHM);
    return number(jwk, "n");
  }

  private static ObjectNode publicObject(PaillierPublicKey key) {
    ObjectNode jwk = StrictJson.newObject().put("kty", KEY_TYPE).put("alg", ALGORITHM);
    jwk.putArray("key_ops").add("encrypt");
    return jwk.put("n", encode(key.modulus())).put("kid", keyId(key));
  }

  private static String keyId(PaillierPublicKey key) {
    return "Paillier key " + key.fingerprint();
  }

  /** Both alphabets, with padding or without: earlier javallier wrote the plain one. */
  private static BigInteger number(StrictJson jwk, String member) {
    String text = jwk.string(member);
    if (text.length() > MAX_ENCODED) {
      throw jwk.fault(member, "too large");
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
      if (bytes.length > 0) {
        return new BigInteger(1, bytes);
      }
    } catch (IllegalArgumentException e) {
      // its message tells a character of the text
    }
    throw jwk.fault(member, "not base64url");
  }

  /** With a leading zero byte where the top bit is set, or javallier reads a negative number. */
  private static String encode(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
  }
}
