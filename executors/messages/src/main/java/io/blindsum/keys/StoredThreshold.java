package io.blindsum.keys;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.paillier.threshold.ThresholdParameters;
import io.blindsum.text.Names;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a key file says of the holders of a threshold key, unverified but for its form: the member
 * {@code threshold}, with {@code needed}, the {@code holders} by name, and their {@code
 * verification-keys}, big-endian and twice as wide as {@code n}, in base64.
 *
 * @param needed how many holders open a result
 * @param holders their names, in the order of their indices
 * @param verificationKeys one a holder
 */
public record StoredThreshold(int needed, List<String> holders, List<BigInteger> verificationKeys) {
  static final String MEMBER = "threshold";

  private static final String NEEDED = "needed";
  private static final String HOLDERS = "holders";
  private static final String VERIFICATION_KEYS = "verification-keys";

  /**
   * Checks the names.
   *
   * @throws InvalidKeyException if one is none, or there twice
   */
  public StoredThreshold {
    holders = List.copyOf(holders);
    verificationKeys = List.copyOf(verificationKeys);
    if (!holders.stream().allMatch(Names::isName)) {
      throw new InvalidKeyException("a holder's name is " + Names.NO_NAME);
    }
    Set<String> different = new HashSet<>(holders);
    if (different.size() < holders.size()) {
      throw new InvalidKeyException("a holder is named twice");
    }
  }

  /**
   * Verifies that these are verification keys of a public key.
   *
   * @throws InvalidKeyException in one line, if they are not
   */
  public ThresholdKey verify(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return ThresholdKey.of(
        key, new ThresholdParameters(needed, holders.size()), verificationKeys, arithmetic);
  }

  /** Returns the name of the holder of an index, from 1. */
  public String holder(int index) {
    return holders.get(index - 1);
  }

  /** Returns the index of a holder, from 1; 0 if there is none of this name. */
  int indexOf(String holder) {
    return holders.indexOf(holder) + 1;
  }

  /**
   * Returns the SHA-256 of all of it: new shares of the same key have another one.
   *
   * @param key the public key, whose width the text has
   */
  String digest(PaillierPublicKey key) {
    return Sha256.of(write(key).toString());
  }

  ObjectNode write(PaillierPublicKey key) {
    ObjectNode member = StrictJson.newObject().put(NEEDED, needed);
    holders.forEach(member.putArray(HOLDERS)::add);
    return member.put(VERIFICATION_KEYS, Numbers.base64(verificationKeys, key.ciphertextBytes()));
  }

  static StoredThreshold read(StrictJson file, PaillierPublicKey key) {
    StrictJson member = file.object(MEMBER);
    member.requireOnly(Set.of(NEEDED, HOLDERS, VERIFICATION_KEYS));
    List<String> holders = member.strings(HOLDERS);
    if (holders.isEmpty() || holders.size() > ThresholdParameters.MAX_HOLDERS) {
      throw member.fault(HOLDERS, "not 1 to " + ThresholdParameters.MAX_HOLDERS + " names");
    }
    List<BigInteger> verificationKeys =
        Numbers.read(member, VERIFICATION_KEYS, key.ciphertextBytes());
    if (verificationKeys.size() != holders.size()) {
      throw member.fault(VERIFICATION_KEYS, "not one a holder");
    }
    int needed = member.integer(NEEDED, 1, holders.size());
    return new StoredThreshold(needed, holders, verificationKeys);
  }

  /** Names the holders of a dealing. */
  static StoredThreshold of(ThresholdKey key, List<String> holders) {
    return new StoredThreshold(key.parameters().threshold(), holders, key.verificationKeys());
  }
}
