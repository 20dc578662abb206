package io.blindsum.hospital;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.JobException;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.Jobs;
import io.blindsum.service.KeyContexts;
import java.math.BigInteger;
import java.util.List;

/**
 * The hospital of the first ColonyOS example: answers {@code get_patient_data} with one value,
 * encrypted under the key of the call, as base64 of the ciphertext in decimal.
 *
 * <p>For demonstrations: it has no site policy, encrypts for whoever asks, and takes keys whose
 * private half was published, with a warning.
 */
public final class SeedHospital implements AutoCloseable {
  /** What it announces. */
  public static final Function GET_PATIENT_DATA = HospitalFunctions.GET_PATIENT_DATA;

  private static final System.Logger LOG = System.getLogger(SeedHospital.class.getName());
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final BigInteger value;
  private final KeyContexts<KeyEncryptor> keys;

  /**
   * Makes a hospital of one value.
   *
   * @param value of any sign; a negative one is encrypted as {@code n + value}, as phe does
   */
  public SeedHospital(BigInteger value, ModularArithmetic arithmetic) {
    this.value = value;
    this.keys =
        new KeyContexts<>(KeyGate.forInspection(), key -> KeyEncryptor.forSingles(key, arithmetic));
  }

  /** Returns what answers the calls. */
  public FunctionHandler handler() {
    return Jobs.inOneLine(this::run);
  }

  private List<String> run(ProcessContext context) {
    Arguments arguments = Arguments.of(context.process().spec(), GET_PATIENT_DATA);
    PaillierPublicKey key = keys.admit(arguments.raw(Arguments.PUBLIC_KEY));
    if (KeyGate.isPublished(key)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "key {0}: its private half is published, anyone reads what is encrypted under it",
          key.fingerprint().substring(0, 8));
    }
    BigInteger plaintext = plaintext(key);
    Ciphertext ciphertext = keys.with(key, encryptor -> encryptor.encrypt(plaintext));
    return List.of(CiphertextText.formatBase64(ciphertext));
  }

  /** Maps values to [0, n): the lower third is positive, the upper third negative. */
  private BigInteger plaintext(PaillierPublicKey key) {
    if (value.abs().compareTo(key.modulus().divide(THREE)) > 0) {
      throw new JobException("the hospital's value is too large for the key");
    }
    return value.mod(key.modulus());
  }

  @Override
  public void close() {
    keys.close();
  }
}
