package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.command.HolderCommand;
import io.blindsum.cli.command.KeygenCommand;
import io.blindsum.cli.command.QueryRunCommand;
import io.blindsum.cli.command.ReleaseCommand;
import io.blindsum.cli.rehearsal.Parties;
import io.blindsum.cli.rehearsal.Rehearsal;
import io.blindsum.cli.rehearsal.RehearsalKeys;
import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.frame.FrameReader;
import io.blindsum.keys.OpenedShare;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.ShareFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobOrder;
import io.blindsum.messages.ReleaseRequest;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PartialDecryptionException;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.render.TextRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks about the ages of the real trial once more, under a key that nobody has. */
final class DemoHolders {
  private static final List<String> HOLDERS = List.of("hospital-a", "hospital-b", "registry");
  private static final String KILLED = "registry";
  private static final String RELEASER = "steward";
  private static final String TOTALS = "shared.bsr";

  private final Rehearsal script;
  private final ModularArithmetic arithmetic;
  private final SigningKey signingKey;
  private final SealPrivateKey sealingKey;

  DemoHolders(Rehearsal script, ModularArithmetic arithmetic) {
    this.script = script;
    this.arithmetic = arithmetic;
    this.signingKey = SigningKeyFile.openOrCreate(script.file("me.key"));
    this.sealingKey = SealKeyFile.openOrCreate(script.file("me.seal"));
  }

  /**
   * Runs the study, and tries what must not open it.
   *
   * @param trial the same study under a private key
   * @param batch of a hospital
   */
  List<DemoOutcome> run(DemoRun trial, Signed<BatchMessage> batch) throws Exception {
    makeKey();
    startExecutors();
    script.stop(holderLine(KILLED));
    String printed =
        script.run(
            new QueryRunCommand(script.environment()),
            "query run ./trial-ages.yaml --key ./shared/trial-ages.pub --release "
                + RELEASER
                + " --unseal-with ./me.seal --sign-with ./me.key --signers ./shared-signers.yaml"
                + " -o ./"
                + TOTALS);
    boolean same =
        rows(printed.lines()).containsAll(rows(TextRenderer.totals(trial.released()).stream()));
    DemoOutcome studyEnds =
        new DemoOutcome(
            "holders",
            "one of three holders is killed, and two open a study whose key nobody has",
            same ? "the same numbers, to the last digit" : "other numbers",
            same);
    return List.of(studyEnds, oneHolder(), wrongHolder(), batchOf(batch));
  }

  /** Returns the words of each line about ages. */
  private static List<List<String>> rows(Stream<String> lines) {
    return lines
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(words -> words.contains("age"))
        .toList();
  }

  private void makeKey() throws Exception {
    String holders =
        HOLDERS.stream()
            .map(name -> "  " + name + ": " + sealingKey(name).publicKey().text() + "\n")
            .collect(Collectors.joining("", "holders:\n", ""));
    Files.writeString(script.file("holders.yaml"), holders);
    script.run(
        new KeygenCommand(),
        "keygen --study trial-ages --bits 2048 --holders ./holders.yaml --threshold 2 -o ./shared");
    RehearsalKeys.approve(
        script.file("shared/trial-ages.pub"), script.file("approved"), arithmetic);
  }

  private SealPrivateKey sealingKey(String holder) {
    return SealKeyFile.openOrCreate(script.file(holder + ".seal"));
  }

  /** Starts them, once they have told each other their keys. */
  private void startExecutors() throws Exception {
    String known =
        Files.readAllLines(script.file(Parties.SIGNERS)).stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
    String release =
        """
        name: steward
        state: steward-state
        keys: [shared/trial-ages.pub]
        researchers: [%s]
        signers:
        %s  holders: {%s}
        """;
    write("steward.yaml", release.formatted(signer(), known, HOLDERS.get(0) + ": " + signer()));
    String releaser = script.run(releaseCommand(), releaseLine() + " --show-keys");
    String hash = QuestionFile.read(script.file(DemoFiles.SHARED + ".yaml")).hash();
    StringBuilder signing = new StringBuilder();
    for (String name : HOLDERS) {
      write(
          name + "-holder.yaml",
          """
          share: shared/trial-ages-%1$s.share
          unseal_with: %1$s.seal
          state: %1$s-holder-state
          signers:
          %2$s%3$s
          studies: {trial-ages: [%4$s]}
          rules: {min_cell: 1}
          """
              .formatted(name, known, releaser, hash));
      String shown = script.run(holderCommand(), holderLine(name) + " --show-keys");
      signing.append(signing.isEmpty() ? "" : ", ").append(shown.replaceAll(".*\\{|}", ""));
    }
    write("steward.yaml", release.formatted(signer(), known, signing));
    write("shared-signers.yaml", Files.readString(script.file(Parties.SIGNERS)) + releaser + "\n");
    for (String name : HOLDERS) {
      script.start(holderCommand(), holderLine(name));
    }
    script.start(releaseCommand(), releaseLine());
  }

  private String signer() {
    return signingKey.verifyingKey().text();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(script.file(name), text);
  }

  private HolderCommand holderCommand() {
    return new HolderCommand(script.environment());
  }

  private static String holderLine(String holder) {
    return "executor holder --config ./" + holder + "-holder.yaml";
  }

  private ReleaseCommand releaseCommand() {
    return new ReleaseCommand(script.environment());
  }

  private static String releaseLine() {
    return "executor release --config ./steward.yaml";
  }

  private DemoOutcome oneHolder() {
    return open("one_holder", "one holder opens the totals alone", List.of(part()));
  }

  /** Hands in one part twice, the second time under the name of another holder. */
  private DemoOutcome wrongHolder() {
    PartialDecryption part = part();
    PartialDecryption other = new PartialDecryption(2, part.values(), part.proof());
    return open("wrong_holder", "a holder answers with another's part", List.of(part, other));
  }

  private DemoOutcome open(String name, String tried, List<PartialDecryption> parts) {
    try {
      totals().open(share().key(), parts, arithmetic);
      return new DemoOutcome(name, tried, "it was opened", false);
    } catch (PartialDecryptionException e) {
      return new DemoOutcome(name, tried, "refused: " + e.getMessage(), true);
    }
  }

  private PartialDecryption part() {
    return totals().openPartially(share().key(), share().share(), arithmetic);
  }

  private OpenedShare share() {
    String holder = HOLDERS.get(0);
    return ShareFile.read(script.file("shared/trial-ages-" + holder + ".share"), KeyGate.standard())
        .open(sealingKey(holder), arithmetic);
  }

  private EncryptedTotals totals() {
    try (FrameReader reader = FrameReader.open(script.file(TOTALS))) {
      return EncryptedTotals.read(reader);
    }
  }

  /** Has the researcher ask for a hospital's batch, as if it were a result. */
  private DemoOutcome batchOf(Signed<BatchMessage> batch) throws InterruptedException {
    ColonyClient client = script.researcher();
    FunctionSpec.Builder call =
        FunctionSpec.of(
            Functions.OPEN_RESULT,
            Conditions.of(client.colonyName(), Functions.releaseExecutorType(RELEASER)));
    Map<String, Object> arguments =
        new ReleaseRequest(batch.toText(), sealingKey.publicKey().text()).arguments();
    JobOrder.sign(
            Functions.OPEN_RESULT, arguments, List.of(RELEASER), Duration.ofHours(1), signingKey)
        .forEach(call::kwarg);
    String id = client.submit(call.build()).processId();
    Process process = new Awaiting(client, Retrier.forever()).process(id);
    boolean refused = process.state() == ProcessState.FAILED;
    return new DemoOutcome(
        "batch_closed",
        "the researcher has a hospital's batch opened in place of a result",
        refused ? "refused: " + String.join("; ", process.errors()) : "it was opened",
        refused);
  }
}
