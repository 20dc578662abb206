package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.Evaluator;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.study.HurriedRun;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyException;
import io.blindsum.study.StudyRun;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a researcher sees of the signatures of a study, and when a result is refused. */
class SignedStudyTest {
  @TempDir private Path folder;

  private final CloudIdentity cloud = CloudIdentity.inMemory();
  private TestStudy study;
  private StudyRequest spec;
  private TrustedSigners signers;

  @BeforeEach
  void start() throws Exception {
    study = TestStudy.start(folder, cloud).cloud();
    study.hospital("r1", 30, 1);
    study.hospital("r2", 25, 7);
    spec = study.spec(20, "wide", 4, 2);
    signers = study.colony().signers();
  }

  @AfterEach
  void stop() throws Exception {
    study.close();
  }

  @Test
  void whoSignedIsSaidAndNobodyElseIsBelieved() throws Exception {
    Signed<ResultMessage> result = run(signers);
    study.assertExact(result);
    study.keep(result);
    Path known = write("signers.yaml", signers);
    String totals = file("t.bsr");

    Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rw-rw-rw-"));
    Cli.run("verify", totals, "--signers", known.toString()).failed(4, "others may write");
    Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rw-r--r--"));
    Cli.Run verified = Cli.run("verify", totals, "--signers", known.toString()).ok();
    assertThat(verified.out())
        .contains("r1", "30 rows of data set trial", "2 batches", "batch 1", "r2", "25 rows")
        .containsPattern("signed by site r1 \\([0-9a-f]{8}\\), site r2 .*, the cloud \\(");
    assertThat(verified.err()).isEmpty();
    assertThat(Cli.run("verify", totals, "--json").ok().json().get("batches")).hasSize(4);
    assertThat(decrypt(totals, "--signers", known.toString()).ok().out()).contains("55");

    // without the keys the result is shown, and loudly
    assertThat(decrypt(totals).ok().err()).contains("SIGNERS UNKNOWN: site r1");
    TrustedSigners other = withSite("r1", SigningKey.generate().verifyingKey());
    String wrong = write("wrong.yaml", other).toString();
    for (Cli.Run run :
        List.of(
            Cli.run("verify", totals, "--signers", wrong), decrypt(totals, "--signers", wrong))) {
      run.failed(4, "plan of site r1", "not signed by the key of site r1");
    }
    TrustedSigners few = new TrustedSigners(Map.of(), signers.clouds());
    Cli.run("verify", totals, "--signers", write("few.yaml", few).toString())
        .failed(4, "site r1 has no key among the known signers");
  }

  @Test
  void aReceiptThatWasEditedIsRefused() throws Exception {
    study.keep(run(signers));
    Path receipt = ResultReceipt.beside(folder.resolve("t.bsr"));
    String text = Files.readString(receipt);
    String known = write("signers.yaml", signers).toString();
    String totals = file("t.bsr");

    Files.writeString(receipt, text.replaceFirst("\"rejected\":\"0\"", "\"rejected\":\"1\""));
    Cli.run("verify", totals, "--signers", known).failed(4, "plan of site r1");
    Cli.run("verify", totals).failed(4, "its signature is not over what it says");

    Files.writeString(
        receipt, text.replaceAll("\"(signer|signature)\":\"[0-9a-f]+\"", "\"$1\":\"\""));
    Cli.run("verify", totals, "--signers", known).failed(4, "not signed by");
    assertThat(decrypt(totals).ok().err()).contains("NOT SIGNED: site r1, site r2, the cloud");

    Files.delete(receipt);
    Cli.run("verify", totals, "--signers", known).failed(4, "has no receipt beside it");
    Cli.run("verify", totals).ok();
  }

  @Test
  void aRunTakesNothingFromOthers() {
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(withSite("r2", SigningKey.generate().verifyingKey())))
        .withMessageContaining("1 of 2 sites contribute, 2 are needed")
        .withMessageContaining("plan of site r2: not signed by the key of site r2 (executor ");
    VerifyingKey stranger = SigningKey.generate().verifyingKey();
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(new TrustedSigners(signers.sites(), List.of(stranger))))
        .matches(e -> e.reason() == StudyException.Reason.NOT_SIGNED)
        .withMessageContaining(" failed 5 times: partial result of batch ")
        .withMessageContaining("not signed by a key of the cloud (executor ");
  }

  /** The cloud signs whatever it likes; only the batches themselves show that it added five. */
  @Test
  void addingTheBatchesAgainShowsWhatTheCloudPutIn() throws Exception {
    Signed<ResultMessage> honest = run(signers);
    List<String> verify = new ArrayList<>(List.of("verify", file("t.bsr"), "--full", "--frames"));
    verify.addAll(study.batches());
    study.keep(honest);
    assertThat(Cli.run(verify.toArray(String[]::new)).ok().out()).contains("--key opens both");
    List<String> withKey = new ArrayList<>(verify);
    withKey.addAll(List.of("--key", study.key()));
    assertThat(Cli.run(withKey.toArray(String[]::new)).ok().out())
        .contains("the sum of the frames and of nothing else");

    study.keep(plusFive(honest));
    Cli.run("verify", file("t.bsr"), "--signers", write("signers.yaml", signers).toString()).ok();
    Cli.run(withKey.toArray(String[]::new)).failed(3, "its totals are not those of the frames");
  }

  @Test
  void aSiteThatListsItsResearchersTakesOnlyWhatTheySigned() throws Exception {
    SigningKey researcher = SigningKey.generate();
    String listed = "  researchers: [" + researcher.verifyingKey().text() + "]\n";
    study.hospitalUnder(listed, "r3", 15, 3);
    StudyRequest all = study.spec(20, "wide", 4, 3);
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.run(all))
        .withMessageContaining("(r3: failed: order: missing: this site takes signed jobs only)");
    for (SigningKey key : List.of(SigningKey.generate(), researcher)) {
      try (RunJournal journal = RunJournal.inMemory()) {
        RunKeys keys = new RunKeys(study.colony().signers(), Optional.of(key));
        StudyRun asked = new StudyRun(study.researcher(), all, keys, journal, RunListener.NONE);
        if (key == researcher) {
          study.assertExact(asked.run());
        } else {
          assertThatExceptionOfType(StudyException.class)
              .isThrownBy(asked::run)
              .withMessageContaining("order: not of a listed researcher");
        }
      }
    }
  }

  private Signed<ResultMessage> run(TrustedSigners trusted) throws InterruptedException {
    try (RunJournal journal = RunJournal.inMemory()) {
      RunKeys keys = new RunKeys(trusted, Optional.empty());
      return HurriedRun.of(study.researcher(), spec, keys, journal, RunListener.NONE).run();
    }
  }

  private TrustedSigners withSite(String site, VerifyingKey key) {
    Map<String, VerifyingKey> sites = new HashMap<>(signers.sites());
    sites.put(site, key);
    return new TrustedSigners(sites, signers.clouds());
  }

  /** Adds five to the totals, and signs that with the cloud's own key. */
  private Signed<ResultMessage> plusFive(Signed<ResultMessage> result) throws Exception {
    try (Evaluator evaluator = Evaluator.of(TestStudy.KEY.publicKey(), Arithmetics.fastest())) {
      return OtherResults.unsigned(
              result, total -> evaluator.addPlain(total, BigInteger.valueOf(5)).value())
          .by(cloud.signingKey());
    }
  }

  private Cli.Run decrypt(String totals, String... options) {
    List<String> all = new ArrayList<>(List.of("decrypt", totals, "--key", study.key()));
    all.addAll(List.of(options));
    return Cli.run(all.toArray(String[]::new));
  }

  private Path write(String name, TrustedSigners trusted) throws Exception {
    StringBuilder yaml = new StringBuilder("sites:");
    trusted.sites().forEach((site, key) -> yaml.append("\n  ").append(site + ": " + key.text()));
    yaml.append(trusted.sites().isEmpty() ? " {}\n" : "\n").append("clouds:\n");
    trusted.clouds().forEach(key -> yaml.append("  - ").append(key.text()).append('\n'));
    return Files.writeString(folder.resolve(name), yaml);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
