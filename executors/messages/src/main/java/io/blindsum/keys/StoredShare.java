package io.blindsum.keys;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A share as its file holds it: sealed to its holder, with what the file says of it.
 *
 * @param file the name of the file
 * @param header the study, the public key and when they were made
 * @param threshold who the holders are
 * @param holder the name of the one whose share it is
 * @param sealedTo the sealing key that opens it
 * @param sealed the share, sealed, in base64
 */
public record StoredShare(
    String file,
    KeyHeader header,
    StoredThreshold threshold,
    String holder,
    SealPublicKey sealedTo,
    String sealed) {

  public String study() {
    return header.study();
  }

  public PaillierPublicKey key() {
    return header.key();
  }

  public Instant created() {
    return header.created();
  }

  /** Returns the holder's index, from 1. */
  public int index() {
    return threshold.indexOf(holder);
  }

  /**
   * Opens the share, and checks that it is the one that the key's verification keys are of.
   *
   * @throws KeyFileException if another key is needed, or the file was altered
   */
  public OpenedShare open(SealPrivateKey key, ModularArithmetic arithmetic) {
    if (!key.publicKey().equals(sealedTo)) {
      throw new KeyFileException(
          "sealed to another holder's key: to %s, and not to %s"
              .formatted(sealedTo, key.publicKey()),
          file,
          "--unseal-with the key whose public half holder " + holder + " sent to the dealer");
    }
    byte[] bytes = unsealed(key);
    try {
      if (bytes.length != header.key().ciphertextBytes()) {
        throw ShareFile.altered(file);
      }
      KeyShare share = new KeyShare(index(), new BigInteger(1, bytes));
      ThresholdKey verified = threshold.verify(header.key(), arithmetic);
      verified.requireShare(share, arithmetic);
      return new OpenedShare(verified, share);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), file, "ask the dealer for the file again");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private byte[] unsealed(SealPrivateKey key) {
    try {
      return Seal.open(
          key,
          Base64.getDecoder().decode(sealed),
          ShareFile.place(header, threshold, holder, sealedTo));
    } catch (SealException e) {
      throw ShareFile.altered(file);
    }
  }
}
