package io.blindsum.cli.option;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.blinding.TableBudget;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.proof.KeyForm;
import picocli.CommandLine.Option;

/** How ciphertexts are blinded. */
public final class BlindingOptions {
  enum Choice {
    AUTO,
    FULL
  }

  @Option(
      names = "--blinding",
      defaultValue = "auto",
      paramLabel = "auto|full",
      description = {
        "auto: powers of one base with a short exponent (djn, after Damgard, Jurik and Nielsen) if"
            + " the key's certificate or your approval says that it is of Blum form, else full;"
            + " full: r^n with a fresh r for each ciphertext, some 15 times slower, and under no"
            + " assumption but Paillier's."
      })
  private Choice choice = Choice.AUTO;

  /**
   * Returns the blinding for a key; refuses a certificate that does not verify.
   *
   * @param values how many values are expected of it
   */
  public BlindingSource open(StoredPublicKey pub, long values, ModularArithmetic arithmetic) {
    KeyForm form = choice == Choice.FULL ? KeyForm.UNKNOWN : form(pub, arithmetic);
    return Blindings.forKey(pub.key(), form, TableBudget.ofMachine(values), arithmetic);
  }

  /** Returns what the certificate in the key's file, or the user's list of approved keys, shows. */
  private static KeyForm form(StoredPublicKey pub, ModularArithmetic arithmetic) {
    KeyForm shown =
        pub.certificate() == null
            ? KeyForm.UNKNOWN
            : pub.certificate().verify(pub.key(), arithmetic);
    if (shown == KeyForm.BLUM) {
      return shown;
    }
    return ApprovedKeys.open(ApprovedKeys.defaultFolder(), KeyGate::forInsecureTestKeys, arithmetic)
        .formOf(pub.key());
  }
}
