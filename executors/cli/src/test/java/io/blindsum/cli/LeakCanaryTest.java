package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marks patients' values, a parameter, the private key, its passphrase and the passwords; runs
 * studies that succeed, are refused, fail and crash, and looks for the marks in everything that is
 * left: what programs printed, the colony's state with every output and error, the temporary
 * folder, the state folders of the hospitals and the output.
 */
class LeakCanaryTest {
  private static final String PASSPHRASE = "canary-passphrase-Zq7";
  private static final String PASSWORD = "canary-password-Xw4";
  private static final long FIRST_AMOUNT = 731_948_501_200L;
  private static final String AMOUNTS = "73194850120";
  private static final String BAD_AMOUNT = "91827364519283";
  private static final String WARD = "556677889911";
  private static final String LABEL = "canarylabel";
  private static final long MINUTES = 2;

  @TempDir private Path folder;
  @TempDir private Path secrets;

  private RestartableDatabase database;
  private StudyPrograms programs;
  private PaillierPrivateKey key;

  @BeforeEach
  void start() throws Exception {
    database = RestartableDatabase.start(secrets.resolve("database"));
    // sites of ten amounts that are marked, and ten that are not, so that no mean is near a mark
    database.execute(
        "create table patients as select i as id, %s as ward, '%s' as label,".formatted(WARD, LABEL)
            + " case when i <= 10 then %s + i else i end as amount".formatted(FIRST_AMOUNT - 1)
            + " from generate_series(1, 20) i");
    Path passphrase = Files.writeString(secrets.resolve("passphrase"), PASSPHRASE + "\n");
    Cli.run(
            "keygen",
            "--study=ages",
            "--bits=2048",
            "--passphrase-file=" + passphrase,
            "-o",
            folder.resolve("keys").toString())
        .ok();
    Path keyFile = folder.resolve("keys/ages.key");
    key = KeyFiles.readPrivate(keyFile, PASSPHRASE::toCharArray).key();
    programs =
        StudyPrograms.start(
            folder,
            Map.of(
                "BLINDSUM_PASSPHRASE", PASSPHRASE, "DB_USER", "postgres", "DB_PASSWORD", PASSWORD));
    for (String site : List.of("r1", "r2")) {
      Files.writeString(folder.resolve(site + ".yaml"), siteFile(site));
    }
  }

  @AfterEach
  void stop() throws IOException {
    programs.close();
    database.close();
  }

  @Test
  @Requirement(
      id = "R23",
      figure =
          "values, parameter, key, passphrase, passwords marked; studies exact, refused, failed,"
              + " killed: 0 marks in prints, errors, colony, temp and state folders")
  void nothingIsLeftOfWhatIsSecret() throws Exception {
    Process hospital = programs.hospital("r1");
    programs.hospital("r2");
    programs.cloud();

    writeRunFile("trial", "ward: " + WARD);
    Process killed = programs.driver(folder.resolve("killed.bsr"));
    awaitJournal(folder.resolve("killed.bsr.journal"), killed);
    StudyPrograms.kill(hospital);
    programs.hospital("r1");
    StudyPrograms.kill(killed);
    assertThat(end(programs.driver(folder.resolve("killed.bsr"), "--resume"))).isZero();
    assertThat(end(programs.driver(folder.resolve("whole.bsr")))).isZero();

    writeRunFile("bad", "ward: " + WARD);
    assertThat(end(programs.driver(folder.resolve("bad.bsr")))).isNotZero();
    writeRunFile("trial", "ward: " + WARD + "9");
    assertThat(end(programs.driver(folder.resolve("wrong.bsr")))).isNotZero();
    writeRunFile("few", "ward: " + WARD);
    assertThat(end(programs.driver(folder.resolve("few.bsr")))).isNotZero();
    // the researcher's own file says what is asked
    Files.delete(folder.resolve("run.yaml"));

    for (Path file : left()) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (String mark : marks()) {
        assertThat(content.contains(mark)).as("%s in %s", mark, file).isFalse();
      }
      if (!isToldByDesign(file)) {
        assertThat(content.contains(WARD)).as("the parameter in %s", file).isFalse();
      }
    }
  }

  /** The server carries parameters to the sites, and a journal says what was asked of them. */
  private static boolean isToldByDesign(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals("colony.state") || name.endsWith(".journal");
  }

  private List<String> marks() {
    List<String> marks = new ArrayList<>(List.of(AMOUNTS, BAD_AMOUNT, LABEL, PASSPHRASE, PASSWORD));
    for (BigInteger prime : List.of(key.p(), key.q())) {
      marks.add(prime.toString().substring(5, 35));
      marks.add(prime.toString(16).substring(5, 35));
      marks.add(Base64.getEncoder().encodeToString(prime.toByteArray()).substring(4, 34));
    }
    return marks;
  }

  /** Returns every file but the encrypted key and the sites' own configurations. */
  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> left =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".yaml"))
              .toList();
      assertThat(left)
          .extracting(file -> String.valueOf(file.getFileName()))
          .contains("colony.state", "program0.log", "whole.bsr", "audit.log");
      return left;
    }
  }

  private static int end(Process driver) throws InterruptedException {
    assertThat(driver.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    return driver.exitValue();
  }

  private void awaitJournal(Path journal, Process driver) throws Exception {
    while (!Files.exists(journal) || Files.size(journal) == 0) {
      assertThat(driver.isAlive()).as(programs.printed(driver)).isTrue();
      Thread.sleep(5);
    }
  }

  private String siteFile(String site) {
    String query = "select amount from patients where ward = :ward";
    return """
        site: %1$s
        state: %1$s-state
        datasets:
        %2$s%3$s%4$s
        policy:
          keys: [%5$s]
          initiators: [researcher]
        """
        .formatted(
            site,
            dataset("trial", query),
            dataset(
                "bad", query + " union all select " + BAD_AMOUNT + " from patients where id = 1"),
            dataset("few", query + " and label = '" + LABEL + "' and id < 6"),
            key.publicKey().fingerprint());
  }

  private String dataset(String name, String sql) {
    return """
        %s:
          jdbc: %s
          user_env: DB_USER
          password_env: DB_PASSWORD
          sql: "%s"
          parameters:
            ward: int[0..999999999999]
          columns:
            amount: int[0..999999999999]
        """
        .formatted(name, database.url(), sql)
        .indent(2);
  }

  private void writeRunFile(String dataset, String parameter) throws IOException {
    Files.writeString(
        folder.resolve("run.yaml"),
        """
        study: ages
        dataset: %s
        parameters:
          %s
        columns:
          amount: int[0..999999999999]
        layout: wide
        limits:
          max_rows: 1_000_000
        sites: [r1, r2]
        cloud:
          batch_rows: 5
          window: 1
        """
            .formatted(dataset, parameter));
  }
}
