package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.colony.Function;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.LongForm;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Toll;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who may not ask leave behind at a site, and what they cost it. */
class StrangersTest {
  private static final int MOST_LINES = 110;
  private static final Random RANDOM = new Random(20261130);

  @TempDir private Path folder;
  private DirectSite site;

  @BeforeEach
  void start() throws Exception {
    String rows = IntStream.range(0, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "age\n" + rows);
    String datasets =
        """
        c:
          csv: c.csv
          columns:
            age: int[0..120]
        """;
    site = DirectSite.open(folder, datasets, "protection: masked");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  @Requirement(
      id = "R36",
      figure = "keys that share a prime with the approved one, of anybody: it is still served")
  void nobodyPoisonsTheApprovedKey() throws Exception {
    BigInteger r = BigInteger.probablePrime(1025, RANDOM);
    for (BigInteger prime : List.of(Site.KEY.p(), Site.KEY.q())) {
      PaillierPublicKey shared = PaillierPublicKey.of(prime.multiply(r));
      for (String initiator : List.of("stranger", "researcher")) {
        refused(HospitalFunctions.PLAN_COHORT, plan(shared), initiator);
        refused(HospitalFunctions.GET_RECORDS, records(shared), initiator);
        refused(HospitalFunctions.ENCRYPT_BATCH, batch(shared), initiator);
      }
    }
    assertThat(site.call(HospitalFunctions.PLAN_COHORT, plan(Site.KEY.publicKey())).get(0))
        .contains("\"kind\":\"plan\"");
  }

  @Test
  @Requirement(
      id = "R36",
      figure =
          "10,000 jobs of strangers and of unlisted keys (long: 100,000): state bounded, a listed"
              + " key still served; heap as before")
  void refusedJobsLeaveNothing() throws Exception {
    int jobs = LongForm.of(10_000, 100_000);
    site.call(HospitalFunctions.PLAN_COHORT, plan(Site.KEY.publicKey()));
    List<String> before = files();
    Toll toll = Toll.start("jobs of strangers to a site");
    for (int i = 0; i < jobs; i++) {
      BigInteger n = new BigInteger(2048, RANDOM).setBit(2047).setBit(0);
      String initiator = i % 2 == 0 ? "stranger" : "researcher";
      Map<String, Object> plan = plan(PaillierPublicKey.of(n));
      toll.count(() -> refused(HospitalFunctions.PLAN_COHORT, plan, initiator));
    }
    assertThat(toll.finish()).isLessThan(Toll.MOST_BYTES);
    assertThat(files()).isEqualTo(before);
    assertThat(Files.readAllLines(folder.resolve("state/audit.log"))).hasSizeLessThan(MOST_LINES);
    site.call(HospitalFunctions.PLAN_COHORT, plan(Site.KEY.publicKey()));
  }

  @Test
  @Requirement(id = "R36", figure = "a key argument of 30 MB: refused by its length")
  void aLongKeyIsRefusedByItsLength() throws Exception {
    Map<String, Object> kwargs = plan(Site.KEY.publicKey());
    kwargs.put("paillier-pubkey", "A".repeat(30_000_000));
    for (Function function : List.of(HospitalFunctions.PLAN_COHORT)) {
      assertThatThrownBy(() -> site.call(function, kwargs))
          .isInstanceOf(JobException.class)
          .hasMessage("paillier-pubkey: too large: 30000000 characters, at most 8192");
    }
  }

  private void refused(Function function, Map<String, Object> kwargs, String initiator)
      throws Exception {
    try {
      String answer = site.call(function, kwargs, initiator).get(0);
      assertThat(Signed.parse("out", answer, AbstainedMessage.class).message().reason())
          .isEqualTo("the initiator is not on the site's list");
    } catch (JobException e) {
      assertThat(e)
          .hasMessageMatching(
              "paillier-pubkey.n: not an approved key|the initiator is not on the site's list");
    }
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      return files.map(String::valueOf).sorted().toList();
    }
  }

  private static Map<String, Object> plan(PaillierPublicKey key) {
    return with(key, Site.planOf("c", "age", "int[0..120]"));
  }

  private static Map<String, Object> records(PaillierPublicKey key) {
    return with(key, Map.of("dataset", "c", "column", "age"));
  }

  private static Map<String, Object> batch(PaillierPublicKey key) {
    return with(key, Map.of("plan", "ab".repeat(32), "batch", 0, "attempt", 0));
  }

  private static Map<String, Object> with(PaillierPublicKey key, Map<String, Object> arguments) {
    Map<String, Object> kwargs = new LinkedHashMap<>(arguments);
    kwargs.put("paillier-pubkey", SeedKeyFormat.write(key));
    return kwargs;
  }
}
