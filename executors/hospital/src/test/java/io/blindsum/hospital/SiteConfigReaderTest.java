package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.cohort.CohortSource;
import io.blindsum.colony.Identity;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.Protection;
import io.blindsum.keys.KeyFileException;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what sites write, and refuses it by line and column. */
class SiteConfigReaderTest {
  private static final String GOOD =
      """
      site: r1
      state: state
      datasets:
        heart:
          csv: heart.csv
          columns:
            age: int[0..120]
      policy:
        keys: []
      """;

  @TempDir private Path folder;

  @Test
  void theTemplateIsReadAndRefusesEverything() throws IOException {
    Path file = folder.resolve("site.yaml");
    SiteTemplate.write(file, "karolinska");
    SiteConfig site = SiteConfigReader.read(file, Map.of());
    assertThat(site.site()).isEqualTo("karolinska");
    assertThat(site.colony().executorType()).hasValue("karolinska-hospital_executor");
    assertThat(site.colony().tls()).isTrue();
    assertThat(site.policy().keys()).isEmpty();
    assertThat(site.policy().initiators()).isEmpty();
    assertThat(site.policy().minCohort()).isEqualTo(10);
    assertThat(site.policy().protection()).isEqualTo(Protection.MASKED);
    assertThat(site.datasets()).containsOnlyKeys("cohort");
    assertThatThrownBy(() -> SiteTemplate.write(file, "other"))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void whatIsNotSaidIsRefused() throws IOException {
    SiteConfig site = read(GOOD);
    assertThat(site.policy().minCohort()).isEqualTo(10);
    assertThat(site.policy().protection()).isEqualTo(Protection.MASKED);
    assertThat(site.policy().stats()).containsExactlyInAnyOrderElementsOf(SitePolicy.MOMENTS);
    assertThat(site.policy().initiators()).isEmpty();
    assertThat(site.policy().where()).isFalse();
    assertThat(site.policy().queries()).isEmpty();
  }

  /** -99 is no value, 1,5 has a decimal comma, and 2.25 is rounded, half to even. */
  @Test
  void aFileIsReadAsItsSiteSays() throws IOException {
    Files.writeString(folder.resolve("heart.csv"), "age|hba1c\n-99|1,5\n41|.\n42|2,25\n");
    SiteConfig site =
        read(
            GOOD.replace(
                    "csv: heart.csv",
                    "csv: heart.csv\n    separator: bar\n    decimal: comma\n    round: true\n"
                        + "    missing: {age: [-99], hba1c: [.]}")
                .replace("age: int[0..120]", "age: int[0..120]\n      hba1c: dec(1)[0..20]"));
    List<ColumnSpec> asked =
        List.of(ColumnSpec.parse("age:int[0..120]"), ColumnSpec.parse("hba1c:dec(1)[0..20]"));
    WhereClause where = WhereClause.parse("hba1c is missing or hba1c >= 0", asked);
    List<String> rows = new ArrayList<>();
    try (CohortSource source =
        Objects.requireNonNull(site.datasets().get("heart"))
            .open(Map.of(), asked, Optional.of(where), Map.of())) {
      while (source.next()) {
        rows.add(source.field(0) + "|" + source.field(1));
      }
    }
    assertThat(rows).containsExactly("|1.5", "41|", "42|2.2");
  }

  @Test
  void anEmptyListOfQueriesIsAListOfNone() throws IOException {
    assertThat(read(GOOD.replace("keys: []", "queries: []")).policy().queries()).hasValue(Set.of());
  }

  @Test
  void theEnvironmentWins() throws IOException {
    String text = GOOD + "colony:\n  host: a.example\n  port: 1234\n  name: health\n";
    Path file = Files.writeString(folder.resolve("s.yaml"), text);
    assertThat(SiteConfigReader.read(file, Map.of()).colony().url())
        .isEqualTo("https://a.example:1234/api");
    Map<String, String> environment =
        Map.of("COLONIES_SERVER_HOST", "b.example", "COLONIES_COLONY_NAME", "dev");
    SiteConfig site = SiteConfigReader.read(file, environment);
    assertThat(site.colony().url()).isEqualTo("https://b.example:1234/api");
    assertThat(site.colony().colonyName()).isEqualTo("dev");
  }

  @Test
  void aKeyFileThatOthersReadIsRefused() throws IOException {
    Path key = Files.writeString(folder.resolve("executor.key"), "01".repeat(32) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    String text = GOOD + "colony:\n  name: health\n  key_file: executor.key\n";
    assertThatThrownBy(() -> read(text)).isInstanceOf(KeyFileException.class);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(read(text).colony().identity().map(Identity::id))
        .hasValue("84db36613629e29deea0adb15ab6548fc9062ebd7b02c669fb4f3cd5aad5536d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "site: r1 | site: r/1 | site: not a name: 1 to 64 letters",
        "site: r1 | sites: r1 | unknown member 'sites' at s.yaml line 1 column 1",
        "state: state | - | no member 'state'",
        "csv: heart.csv | cvs: heart.csv | unknown member 'cvs' at s.yaml line 5 column 5",
        "csv: heart.csv | jdbc: jdbc:h2:mem:x | no member 'sql'",
        "csv: heart.csv | csv: a; separator: ab | separator: one character",
        "csv: heart.csv | csv: a; decimal: dot | decimal: none of point, comma",
        "csv: heart.csv | csv: a; round: maybe | round: neither true nor false",
        "csv: heart.csv | csv: a; missing: -99 | missing: not a list",
        "csv: heart.csv | csv: a; missing: {bmi: [-99]} | bmi: not a column of the data set",
        "age: int[0..120] | age: integer[0..120] | age: unknown type",
        "age: int[0..120] | age: int[0..-1] | age: the lower bound",
        "keys: [] | keys: [7F3A] | keys: a fingerprint has 64 hex digits",
        "keys: [] | queries: [12] | queries: a hash has 64 hex digits",
        "keys: [] | where: maybe | where: neither true nor false",
        "keys: [] | min_cohort: 0 | min_cohort: not a whole number",
        "keys: [] | min_cohort: many | min_cohort: not a whole number",
        "keys: [] | protection: none | protection: none of masked, sealed, plain",
        "keys: [] | min_age: 5 | unknown member 'min_age' at s.yaml line 9 column 3",
      })
  void mistakesAreNamed(String right, String wrong, String message) {
    String text = GOOD.replace(right, wrong.equals("-") ? "" : wrong.replace("; ", "\n    "));
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(" at s.yaml line ");
  }

  @Test
  void sealsGoToTheOneKeyOfTheSitesFile() throws IOException {
    String sealed = GOOD + "  protection: sealed\n";
    String key = SealPrivateKey.generate().publicKey().text();
    SiteConfig site = read(sealed + "transport:\n  seal_to: [" + key + "]\n");
    assertThat(site.policy().protection()).isEqualTo(Protection.SEALED);
    assertThat(site.partners().sealTo().map(SealPublicKey::text)).hasValue(key);
    assertThat(site.policyText()).endsWith("sealed to sealing key " + key.substring(0, 8));
    String transport = "transport:\n  seal_to: [" + key + "]\n";
    assertThat(read(GOOD + transport).policy().protection()).isEqualTo(Protection.SEALED);
    assertThat(read(GOOD + "  protection: masked\n" + transport).partners().sealTo()).isEmpty();
    assertThatThrownBy(() -> read(sealed))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("policy: protection: sealed needs transport: seal_to: ");
    assertThatThrownBy(() -> read(sealed + "transport:\n  seal_to: [" + key + ", " + key + "]\n"))
        .hasMessageStartingWith("seal_to: one key; executors of a cloud share theirs");
    assertThatThrownBy(() -> read(sealed + "transport:\n  seal_to: [91C0]\n"))
        .hasMessageStartingWith("seal_to: a sealing key is 64 lowercase hex digits");
  }

  @Test
  void batchesGoToTheStoreOfTheEnvironment() throws IOException {
    assertThat(read(GOOD).files().words()).isEmpty();
    Map<String, String> store =
        Map.of(
            "AWS_S3_ENDPOINT", "localhost:9000",
            "AWS_S3_ACCESSKEY", "access",
            "AWS_S3_SECRETKEY", "secret",
            "AWS_S3_BUCKET", "frames");
    assertThat(read(GOOD, store).files().words())
        .contains("bucket frames of localhost:9000, removed after a run");
    String kept = GOOD + "transport:\n  keep_files: true\n";
    assertThat(read(kept, store).files().words())
        .contains("bucket frames of localhost:9000, kept after a run");
    assertThatThrownBy(() -> read(GOOD, Map.of("AWS_S3_ENDPOINT", "localhost:9000")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("AWS_S3_BUCKET is not set");
  }

  @Test
  void aQueryAndItsParametersHaveToMatch() {
    String jdbc =
        GOOD.replace(
            "csv: heart.csv", "jdbc: jdbc:h2:mem:x\n    sql: select 1 as age where 1 = :one");
    assertThatThrownBy(() -> read(jdbc))
        .hasMessage("sql: the query's parameter :one is not declared at s.yaml line 6 column 5");
  }

  private SiteConfig read(String text) throws IOException {
    return read(text, Map.of());
  }

  private SiteConfig read(String text, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("s.yaml"), text);
    return SiteConfigReader.read(folder.resolve("s.yaml"), environment);
  }
}
