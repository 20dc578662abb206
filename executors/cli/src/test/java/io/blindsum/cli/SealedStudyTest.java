package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.command.DecryptedOutput;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.Protection;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.KeyFormat;
import io.blindsum.keys.StoredPrivateKey;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.study.StudyException;
import io.blindsum.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a study whose batches only the cloud can see. */
class SealedStudyTest {
  @TempDir private Path folder;

  private CloudIdentity cloud;

  @BeforeEach
  void know() {
    cloud = TestStudy.cloudThatKnows(folder, "r1", "r2");
  }

  @Test
  @Requirement(
      id = "R14",
      figure = "sealed batches: the key holder opens 0, the study's total is exact")
  void theCloudAddsAndTheKeyHolderSeesSealedBytes() throws Exception {
    try (TestStudy study = TestStudy.start(folder, cloud).cloud()) {
      study.sealedHospital("r1", 40, 1, cloud.sealingKey().publicKey());
      study.sealedHospital("r2", 25, 9, cloud.sealingKey().publicKey());
      StudyRequest spec = study.spec(20, "wide", 4, 2);
      Signed<ResultMessage> result = study.run(spec);
      study.assertExact(result);
      assertThat(result.message().plans())
          .allMatch(plan -> plan.message().terms().protection().equals("sealed"));

      for (Process process : done(study, Functions.REDUCE_BATCHES)) {
        Signed<PartialResultMessage> partial =
            Signed.parse("partial", process.out().get(0), PartialResultMessage.class);
        byte[] sealed = FrameText.bytes("partial", partial.frame());
        assertThat(Seal.recipient(sealed)).isEqualTo(cloud.sealingKey().publicKey());
        refuses(process, "partial result of batch " + partial.message().batch());
      }
      List<Process> encrypted = done(study, Functions.ENCRYPT_BATCH);
      assertThat(encrypted).hasSize(4);
      for (Process process : encrypted) {
        Signed<BatchMessage> batch =
            Signed.parse("batch", process.out().get(0), BatchMessage.class);
        byte[] sealed = FrameText.bytes("batch", batch.frame());
        assertThat(Seal.recipient(sealed)).isEqualTo(cloud.sealingKey().publicKey());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("BLINDSUM");
        refuses(process, batch.message().name().title());
        refusesBytes(sealed);
      }
      weighted(encrypted);
    }
  }

  /** The private key opens no seal, in whatever form the batch is saved. */
  private void refuses(Process process, String title) throws Exception {
    StoredPrivateKey key =
        new StoredPrivateKey(TestStudy.KEY, KeyFormat.BLINDSUM, "ages", null, false);
    DecryptedOutput output =
        new DecryptedOutput(key, new SignerOptions(), new CommonOptions(), ReportOptions.DEFAULTS);
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> output.print(process, Optional.empty()))
        .matches(e -> e.exitCode() == ExitCode.KEY)
        .withMessageContaining(title + " is sealed to the cloud's sealing key ");
    Path message = Files.writeString(folder.resolve("saved.json"), process.out().get(0));
    Cli.run("decrypt", message.toString(), "--key", key())
        .failed(4, title + " is sealed to the cloud's sealing key ");
  }

  private void refusesBytes(byte[] sealed) throws Exception {
    Path bytes = Files.write(folder.resolve("batch.bsc"), sealed);
    Cli.run("decrypt", bytes.toString(), "--key", key())
        .failed(4, "batch.bsc is sealed to the cloud's sealing key ", "no study key opens it");
  }

  private String key() {
    Path file = folder.resolve("ages.key");
    if (!Files.exists(file)) {
      KeyFiles.writePair(folder, "ages", TestStudy.KEY, null, Instant.now(), null);
    }
    return file.toString();
  }

  /** The cloud, which keeps the batches, answers a weighted sum that nobody asked for before. */
  private void weighted(List<Process> encrypted) throws Exception {
    try (FrameSum sum = FrameSum.weighted(Arithmetics.fastest(), () -> 3)) {
      long rows = 0;
      for (Process process : encrypted) {
        Signed<BatchMessage> batch =
            Signed.parse("batch", process.out().get(0), BatchMessage.class);
        SealedFrames.Opened frame = SealedFrames.open(batch, cloud.sealingKey());
        assertThat(frame.sealed()).isTrue();
        try (FrameReader reader = FrameReader.open(frame.channel(), "batch")) {
          assertThat(reader.header().protection()).isEqualTo(Protection.SEALED);
          rows += sum.add(reader, (done, total) -> {}).rows();
        }
      }
      assertThat(rows).isEqualTo(65);
      assertThat(sum.result().manifest().rows()).isEqualTo(65);
    }
  }

  @Test
  void anotherCloudCannotOpenThem() throws Exception {
    try (TestStudy study = TestStudy.start(folder, cloud).cloud()) {
      SealPrivateKey other = SealPrivateKey.generate();
      study.sealedHospital("r1", 40, 1, other.publicKey());
      StudyRequest spec = study.spec(0, "wide", 4, 1);
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> study.run(spec))
          .withMessageContaining("batch 0 of site r1: sealed to sealing key ");
    }
  }

  private static List<Process> done(TestStudy study, String function) {
    List<Process> found = new ArrayList<>();
    for (Process process :
        study
            .researcher()
            .getProcessesByLabel(ProcessState.SUCCESS, "ages", ColonyClient.MAX_LIST_COUNT)) {
      if (process.spec().functionName().equals(function)) {
        found.add(process);
      }
    }
    return found;
  }
}
