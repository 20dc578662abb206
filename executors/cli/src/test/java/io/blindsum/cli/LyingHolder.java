package io.blindsum.cli;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.holder.HolderConfig;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.keys.OpenedShare;
import io.blindsum.keys.PartialFile;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.Functions;
import io.blindsum.messages.OpenPartMessage;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.PartRequest;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.SigningKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A holder that signs a part which is not of the totals. */
final class LyingHolder {
  private LyingHolder() {}

  /** Returns a holder whose part shifts the first total by a number of its own. */
  static ExecutorLoop.Builder of(SharedKeyStudy study, String holder) {
    HolderConfig config = study.holderConfig(holder);
    SigningKey key = SigningKeyFile.read(config.state().resolve("signing.key"));
    FunctionHandler handler =
        context -> {
          Signed<OpenRequestMessage> request =
              Signed.parse(
                  "request",
                  PartRequest.of(context.process().spec().kwargs()).request(),
                  OpenRequestMessage.class);
          ResultToOpen result = ResultToOpen.read(request.message().result(), config.signers());
          OpenedShare share =
              config.share().open(SealKeyFile.read(config.unsealWith()), Arithmetics.fastest());
          PartialDecryption part =
              result.totals().openPartially(share.key(), share.share(), Arithmetics.fastest());
          List<BigInteger> shifted = new ArrayList<>(part.values());
          BigInteger n = share.key().publicKey().modulus();
          shifted.set(0, shifted.get(0).multiply(n.add(BigInteger.ONE)).mod(n.multiply(n)));
          String text =
              PartialFile.text(
                  config.share(),
                  result.digest(),
                  new PartialDecryption(part.holder(), shifted, part.proof()));
          SealedText sealed =
              SealedText.ofPart(
                  new SealPublicKey(request.message().sealTo()), text, holder, request.digest());
          OpenPartMessage answer =
              new OpenPartMessage(
                  request.message().run(),
                  request.message().study(),
                  holder,
                  request.digest(),
                  sealed.digest(),
                  "");
          return List.of(Signed.unsigned(answer, sealed.frame()).by(key).toText());
        };
    return study
        .loop(Functions.holderExecutorType(holder))
        .function(Function.of(Functions.OPEN_PART, "lies"), handler);
  }

  /** Returns somebody else who registered as a holder, and refuses in its name. */
  static ExecutorLoop.Builder stranger(SharedKeyStudy study, String holder) {
    SigningKey key = SigningKey.generate();
    FunctionHandler handler =
        context -> {
          Signed<OpenRequestMessage> request =
              Signed.parse(
                  "request",
                  PartRequest.of(context.process().spec().kwargs()).request(),
                  OpenRequestMessage.class);
          OpenRequestMessage message = request.message();
          OpenPartMessage answer =
              new OpenPartMessage(
                  message.run(), message.study(), holder, request.digest(), "", "not today");
          return List.of(Signed.unsigned(answer).by(key).toText());
        };
    return study
        .loop(Functions.holderExecutorType(holder))
        .function(Function.of(Functions.OPEN_PART, "lies"), handler);
  }
}
