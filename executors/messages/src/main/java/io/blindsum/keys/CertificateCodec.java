package io.blindsum.keys;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key certificate as the member of a JSON object: {@code nth-roots} and, if the key is of Blum
 * form, {@code square-roots}, each the base64 of big-endian numbers as wide as {@code n}.
 */
final class CertificateCodec {
  static final String MEMBER = "certificate";

  private static final String NTH_ROOTS = "nth-roots";
  private static final String SQUARE_ROOTS = "square-roots";

  private CertificateCodec() {}

  static ObjectNode write(KeyCertificate certificate, PaillierPublicKey key) {
    ObjectNode member = StrictJson.newObject();
    member.put(NTH_ROOTS, base64(certificate.nthRoots(key)));
    certificate.squareRoots(key).ifPresent(roots -> member.put(SQUARE_ROOTS, base64(roots)));
    return member;
  }

  /** Returns the certificate of a document, unverified, or null if it has none. */
  static @Nullable KeyCertificate readFrom(StrictJson file, PaillierPublicKey key) {
    if (!file.has(MEMBER)) {
      return null;
    }
    StrictJson member = file.object(MEMBER);
    member.requireOnly(Set.of(NTH_ROOTS, SQUARE_ROOTS));
    BlockArray squareRoots =
        member.has(SQUARE_ROOTS) ? numbers(member, SQUARE_ROOTS, key.plaintextBytes()) : null;
    return KeyCertificate.of(numbers(member, NTH_ROOTS, key.plaintextBytes()), squareRoots);
  }

  private static String base64(BlockArray numbers) {
    byte[] bytes = new byte[numbers.bytes().remaining()];
    numbers.bytes().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static BlockArray numbers(StrictJson member, String name, int width) {
    byte[] bytes = KeyLock.bytes(member, name);
    if (bytes.length % width != 0) {
      throw member.fault(name, "not a whole number of blocks as wide as n");
    }
    return BlockArray.over(ByteBuffer.wrap(bytes), width);
  }
}
