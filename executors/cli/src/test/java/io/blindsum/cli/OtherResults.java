package io.blindsum.cli;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ProcessState;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameReader;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Evaluator;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What somebody may bring to holders in place of a result. */
final class OtherResults {
  private OtherResults() {}

  /** Returns a batch, as anybody in the colony can fetch it. */
  static String batch(SharedKeyStudy study) {
    return study
        .client()
        .getProcessesByLabel(
            ProcessState.SUCCESS, SharedKeyStudy.STUDY, ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .findFirst()
        .orElseThrow()
        .out()
        .get(0);
  }

  /** Returns the same result without its second site. */
  static Signed<ResultMessage> ofOneSite(SharedKeyStudy study, Signed<ResultMessage> result) {
    ResultMessage all = result.message();
    String kept = all.plans().get(0).message().site();
    ResultMessage one =
        new ResultMessage(
            all.run(),
            all.study(),
            all.digest(),
            all.product(),
            all.plans().subList(0, 1),
            List.of(new MissingSite(all.plans().get(1).message().site(), "away")),
            all.receipts().stream()
                .filter(receipt -> receipt.message().site().equals(kept))
                .toList());
    return study.signedByCloud(new Signed<>(one, result.frame(), "", ""));
  }

  /** Returns the same result under the nonce of another run, signed by the cloud. */
  static String ofRun(SharedKeyStudy study, Signed<ResultMessage> result, String run) {
    ResultMessage said = result.message();
    ResultMessage other =
        new ResultMessage(
            run,
            said.study(),
            said.digest(),
            said.product(),
            said.plans(),
            said.missing(),
            said.receipts());
    return study.signedByCloud(new Signed<>(other, result.frame(), "", "")).toText();
  }

  /** Returns a result of the same run with another first total, signed by the cloud. */
  static Signed<ResultMessage> plus(SharedKeyStudy study, Signed<ResultMessage> result, long more)
      throws Exception {
    return with(
        study,
        result,
        total -> {
          try (Evaluator evaluator = Evaluator.of(total.key(), Arithmetics.fastest())) {
            return evaluator.addPlain(total, BigInteger.valueOf(more)).value();
          }
        });
  }

  /** Returns a result of the same run whose first ciphertext is another number. */
  static Signed<ResultMessage> with(
      SharedKeyStudy study, Signed<ResultMessage> result, Function<Ciphertext, BigInteger> other)
      throws Exception {
    return study.signedByCloud(unsigned(result, other));
  }

  /** Returns such a result without a signature. */
  static Signed<ResultMessage> unsigned(
      Signed<ResultMessage> result, Function<Ciphertext, BigInteger> other) throws Exception {
    try (FrameReader reader =
        FrameReader.open(FrameText.channel("result", result.frame()), "result")) {
      PaillierPublicKey key = reader.header().key();
      FrameBatch batch = Objects.requireNonNull(reader.next());
      Ciphertext total = new Ciphertext(key, batch.ciphertexts().get(0));
      BlockArray totals = BlockArray.of(key.ciphertextBytes(), other.apply(total));
      FrameText.Written frame =
          FrameText.write(reader.header(), batch.rows(), batch.rejected(), totals);
      ResultMessage said = result.message();
      return Signed.unsigned(
          new ResultMessage(
              said.run(),
              said.study(),
              frame.totals().digest(),
              said.product(),
              said.plans(),
              said.missing(),
              said.receipts()),
          frame.text());
    }
  }
}
