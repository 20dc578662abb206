package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.frame.ReleaseRule;
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
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.text.ReleasedText;
import io.blindsum.study.ResultRelease.Released;
import io.blindsum.study.RunJournal;
import io.blindsum.study.StudyException;
import io.blindsum.testing.Requirement;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A study whose key nobody has, from its plans to what is shown. */
class HoldersTest {
  private static final ReleaseRule RULE = ReleaseRule.of(10);

  @TempDir private Path folder;

  private SharedKeyStudy study;
  private RunJournal journal;

  @BeforeEach
  void start() throws Exception {
    study = SharedKeyStudy.start(folder);
    journal = RunJournal.inMemory();
  }

  @AfterEach
  void stop() throws Exception {
    if (study != null) {
      study.close();
    }
  }

  private static void assertExact(Released released) {
    long sum = 0;
    for (int i = 0; i < 30; i++) {
      sum += TestStudy.age(1, i) + (i < 25 ? TestStudy.age(7, i) : 0);
    }
    JsonNode tables = JsonRenderer.object(ReleasedText.read(released.tables()));
    assertThat(tables.at("/groups/0/n").asLong()).isEqualTo(55);
    assertThat(tables.at("/groups/0/columns/age/sum").asString()).isEqualTo("" + sum);
    assertThat(tables.get("min_cell").asInt()).isEqualTo(10);
  }

  @Test
  @Requirement(id = "R41", figure = "2 of 3 holders open a study exactly, whichever is away")
  void anyTwoOfThreeOpenAStudyExactly() throws Exception {
    Signed<ResultMessage> result = study.run(journal);
    study.startReleaser();
    study.startHolder("umea");
    study.startHolder("karolinska");
    Released released = study.open(result, journal);
    assertExact(released);
    assertThat(released.message().message().openedBy())
        .containsExactlyInAnyOrder("umea", "karolinska");
    assertThat(released.message().verifies(study.releaser().signingKey().verifyingKey())).isTrue();

    // both may be asked again, after they and the release executor were ended in the middle
    for (String name : List.of("umea", "karolinska", SharedKeyStudy.RELEASER)) {
      study.stop(name);
    }
    study.startHolder("lulea");
    study.startHolder("umea");
    study.startReleaser();
    Released again = study.open(result, RunJournal.inMemory(journal.run()));
    assertExact(again);
    assertThat(again.message().message().openedBy()).containsExactlyInAnyOrder("lulea", "umea");
    assertThat(Cli.run("audit", "show", folder.resolve("umea-state").toString()).ok().out())
        .contains("decision=released", "releaser=steward", "rows=55");
    assertThat(Cli.run("audit", "show", folder.resolve("steward-state").toString()).ok().out())
        .contains("opened_by=", "decision=released");
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "1 of 3 holders opens nothing; a holder that answers wrongly named")
  void oneHolderIsTooFewAndAWrongOneIsNamed() throws Exception {
    Signed<ResultMessage> result = study.run(journal);
    study.waitFor(1);
    study.startReleaser();
    study.startHolder("umea");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(result, journal))
        .withMessageContaining("fewer than the 2 holders that are needed opened it")
        .withMessageContaining("karolinska: did not answer within 1 s");

    study.stop(SharedKeyStudy.RELEASER);
    study.waitFor(3);
    study.startReleaser();
    study.start("lulea", liar("lulea"));
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(result, journal))
        .withMessageContaining("lulea: answers wrongly: holder 2: the partial decryption was not")
        .withMessageContaining("karolinska: did not answer within 3 s");
    study.startHolder("karolinska");
    Released released = study.open(result, journal);
    assertExact(released);
    assertThat(released.message().message().openedBy())
        .containsExactlyInAnyOrder("umea", "karolinska");
  }

  /** Returns a holder whose part shifts the first total by a number of its own. */
  private ExecutorLoop.Builder liar(String holder) {
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
}
