package io.blindsum.cloud;

import io.blindsum.arith.BlockArray;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextGate;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.KeyContexts;
import java.util.List;

/** Adds single ciphertexts as the first ColonyOS example has them: base64 of the decimal number. */
final class SumPatientData {
  private final KeyContexts<KeyAdder> keys;
  private final CloudIdentity identity;

  SumPatientData(KeyContexts<KeyAdder> keys, CloudIdentity identity) {
    this.keys = keys;
    this.identity = identity;
  }

  List<String> run(ProcessContext context) {
    identity.requireInitiator(context.process());
    Object argument = context.process().spec().kwargs().get(Functions.KEY_ARGUMENT);
    PaillierPublicKey key = keys.admit(argument);
    CiphertextBatch batch = read(context, key);
    Ciphertext sum = keys.with(key, adder -> adder.rerandomize(List.of(sum(adder, batch))).get(0));
    return List.of(CiphertextText.formatBase64(sum));
  }

  private static CiphertextBatch read(ProcessContext context, PaillierPublicKey key) {
    List<String> inputs = context.inputs();
    int parents = context.process().parents().size();
    // an output that the server lost leaves no trace but its absence
    if (inputs.isEmpty() || inputs.size() < parents) {
      throw new JobException(
          "in: " + inputs.size() + " ciphertexts of " + parents + " parents; submit it again");
    }
    BlockArray blocks = BlockArray.allocate(inputs.size(), key.ciphertextBytes());
    for (int i = 0; i < inputs.size(); i++) {
      try {
        blocks.set(i, CiphertextText.parseBase64(key, inputs.get(i)).value());
      } catch (InvalidCiphertextException e) {
        throw refused(i);
      }
    }
    return new CiphertextBatch(key, blocks);
  }

  private static Ciphertext sum(KeyAdder adder, CiphertextBatch batch) {
    try {
      CiphertextGate.requireBlinded(batch.key(), batch.blocks());
      return adder.sum(batch);
    } catch (InvalidCiphertextException e) {
      throw refused(e.index());
    }
  }

  private static JobException refused(int index) {
    return new JobException("in[" + index + "]: not a ciphertext of this key");
  }
}
