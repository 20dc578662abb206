package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.colony.ColonyClient;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyException;
import io.blindsum.study.StudyException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cause is there: the run ends in a line that names it. It is gone: the same journal, resumed,
 * leads to the exact total.
 */
class ResumeAsksAgainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path journalFile;
  private TestStudy study;
  private FaultyServer server;
  private ColonyClient client;

  /** Shows the driver processes otherwise than they are, or not at all. */
  private static final class FaultyServer extends ForwardingServer {
    private static final String ASKED = "getprocessmsg";

    private volatile UnaryOperator<ObjectNode> fault = process -> process;
    private volatile Predicate<String> forgotten = id -> false;

    FaultyServer(int colonyPort) throws IOException {
      super(colonyPort);
    }

    /** Replaces the outputs of every process of a function. */
    void says(String function, String... outputs) {
      fault(function, said -> List.of(outputs));
    }

    /** Alters the one output of every process of a function. */
    void says(String function, UnaryOperator<String> alteration) {
      fault(function, said -> List.of(alteration.apply(said)));
    }

    private void fault(String function, Function<String, List<String>> outputs) {
      fault =
          process -> {
            if (process.at("/spec/funcname").asString("").equals(function)
                && process.get("out") != null
                && !process.get("out").isEmpty()) {
              process.set(
                  "out", JSON.valueToTree(outputs.apply(process.at("/out/0").stringValue())));
            }
            return process;
          };
    }

    void heal() {
      fault = process -> process;
    }

    @Override
    byte[] answer(byte[] request) throws IOException {
      JsonNode asked = JSON.readTree(request);
      byte[] reply = forward(request);
      if (!asked.get("payloadtype").stringValue().equals(ASKED)) {
        return reply;
      }
      if (forgotten.test(payload(asked).get("processid").stringValue())) {
        ObjectNode error = JSON.createObjectNode().put("status", 404);
        return reply("error", true, error.put("message", "process not found"));
      }
      JsonNode honest = JSON.readTree(reply);
      return honest.get("error").booleanValue()
          ? reply
          : reply(ASKED, false, fault.apply((ObjectNode) payload(honest)));
    }

    private static JsonNode payload(JsonNode envelope) {
      return JSON.readTree(Base64.getDecoder().decode(envelope.get("payload").stringValue()));
    }

    private static byte[] reply(String type, boolean error, JsonNode content) {
      ObjectNode reply = JSON.createObjectNode().put("payloadtype", type).put("error", error);
      reply.put("payload", Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(content)));
      return JSON.writeValueAsBytes(reply);
    }
  }

  @BeforeEach
  void start() throws Exception {
    journalFile = folder.resolve("run.journal");
    study = TestStudy.start(folder).cloud();
    study.hospital("r1", 40, 1);
    study.hospital("r2", 30, 7);
    server = new FaultyServer(study.port());
    client = ColonyClient.connect(server.config(), study.researcher().identity());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    study.close();
  }

  private StudyRequest spec() {
    return study.spec(20, "wide", 2, 2);
  }

  private Signed<ResultMessage> run(RunListener listener) throws InterruptedException {
    try (RunJournal journal = RunJournal.create(journalFile)) {
      return TestStudy.run(client, spec(), journal, listener);
    }
  }

  private Signed<ResultMessage> resume() throws InterruptedException {
    try (RunJournal journal = RunJournal.resume(journalFile)) {
      return TestStudy.run(client, spec(), journal, RunListener.NONE);
    }
  }

  /** The cause is there: again and again, and when the run is resumed. */
  private void ends(Reason reason, String... words) throws Exception {
    for (boolean resumed : new boolean[] {false, true}) {
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(() -> tryAgain(resumed))
          .matches(e -> e.reason() == reason)
          .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).contains(words));
    }
    assertThat(lines("DONE")).isZero();
  }

  private void tryAgain(boolean resumed) throws InterruptedException {
    assertThat(resumed ? resume() : run(RunListener.NONE)).isNull();
  }

  @Test
  void outputsAreLost() throws Exception {
    server.says(Functions.REDUCE_BATCHES);
    ends(Reason.FAILED, " failed 5 times: the server lost its output");
    // five of the run, five of the one that looked at what the first had left; of the other batch
    // as
    // many at most, because neither stands behind the other
    assertThat(lines("BATCH")).isBetween(2L + 4 + 5, 2L * (5 + 5));
    server.heal();
    study.assertExact(resume());
    assertThat(lines("PLAN")).isEqualTo(2);
  }

  @Test
  void resultsAreLost() throws Exception {
    server.says(Functions.COMBINE);
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(RunListener.NONE))
        .withMessage("the result failed 5 times: the server lost its output");
    server.heal();
    study.assertExact(resume());
  }

  @Test
  void strangersAnswerWithGarbage() throws Exception {
    server.says(Functions.REDUCE_BATCHES, "{\"x\": 1}");
    ends(Reason.FAILED, " failed 5 times: partial result of batch ", "(executor ");
    server.says(Functions.COMBINE, "no JSON");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(this::resume)
        .withMessageContaining("the result failed 5 times: result: ")
        .withMessageContaining("(executor ");
    server.heal();
    study.assertExact(resume());
  }

  /** What a stranger adds may look right until a cloud combines it. */
  @Test
  void aPartialResultThatNoCloudTakesIsMadeAgain() throws Exception {
    server.says(
        Functions.REDUCE_BATCHES,
        output -> ((ObjectNode) JSON.readTree(output)).put("frame", "AAAA").toString());
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(RunListener.NONE))
        .matches(e -> e.reason() == Reason.FAILED)
        .withMessageStartingWith("the result failed 5 times: partials[0]: ");
    server.heal();
    study.assertExact(resume());
    assertThat(lines("PLAN")).isEqualTo(2);
  }

  @Test
  void aDiskFailsAtASite() throws Exception {
    Path away = folder.resolve("away");
    List<Path> spool = new ArrayList<>();
    RunListener failing =
        new RunListener() {
          @Override
          public void planned(PlanMessage plan) {
            if (plan.site().equals("r1")) {
              spool.add(folder.resolve("r1-state").resolve("plan-" + plan.plan() + ".spool"));
              move(spool.get(0), away);
            }
          }
        };
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(failing))
        .matches(e -> e.reason() == Reason.FAILED)
        .withMessageMatching("batch \\d failed 5 times: (.*; )?site r1: .*");
    move(away, spool.get(0));
    study.assertExact(resume());
    assertThat(lines("PLAN")).isEqualTo(2);
  }

  @Test
  void aSourceFailsWhileASitePlans() throws Exception {
    Path rows = folder.resolve("r2.csv");
    Path away = folder.resolve("away.csv");
    Files.move(rows, away);
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> run(RunListener.NONE))
        .matches(e -> e.reason() == Reason.TOO_FEW_SITES)
        .withMessageStartingWith(
            "1 of 2 sites contribute, 2 are needed (r2: failed: dataset trial");
    Files.move(away, rows);
    study.assertExact(resume());
    assertThat(attempts("ASK", "r1")).containsExactly(0);
    // the site is asked as another attempt, never as one that it answered
    assertThat(attempts("ASK", "r2")).containsExactly(0, 1);
  }

  @Test
  void aBadPlanCostsItsSiteAndNotTheRun() throws Exception {
    study.hospital("r3", 20, 3);
    server.fault =
        process -> {
          if (process.at("/spec/conditions/executortype").asString("").startsWith("r3-")
              && process.get("out") != null) {
            process.set("out", JSON.valueToTree(List.of("{}")));
          }
          return process;
        };
    List<String> told = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void missing(MissingSite site) {
            told.add(site.site() + ": " + site.reason());
          }
        };
    Signed<ResultMessage> result = run(listener);
    assertThat(told).singleElement().asString().startsWith("r3: plan of site r3: ");
    assertThat(result.message().missing()).extracting(MissingSite::site).containsExactly("r3");
    assertExactWithoutThird(result);
  }

  @Test
  void aPlanThatDoesNotGoWithTheOthersCostsItsSite() throws Exception {
    study.sealedHospital("r3", 20, 3, SealPrivateKey.generate().publicKey());
    Signed<ResultMessage> result = run(RunListener.NONE);
    assertThat(result.message().missing())
        .containsExactly(new MissingSite("r3", "its batches are sealed, those of others not"));
    assertExactWithoutThird(result);
  }

  /** Their sums are of the sites that planned: another one would make each of them anew. */
  @Test
  void onceBatchesAreUnderWayTheSitesAreSettled() throws Exception {
    study.hospital("r3", 20, 3);
    Path rows = folder.resolve("r3.csv");
    Path away = folder.resolve("away.csv");
    Files.move(rows, away);
    breakOffAfterOneBatch();
    Files.move(away, rows);
    Signed<ResultMessage> result = resume();
    assertThat(result.message().missing()).extracting(MissingSite::site).containsExactly("r3");
    assertExactWithoutThird(result);
    assertThat(attempts("ASK", "r3")).containsExactly(0);
  }

  private static void assertExactWithoutThird(Signed<ResultMessage> result) {
    long sum = 0;
    for (int i = 0; i < 40; i++) {
      sum += TestStudy.age(1, i) + (i < 30 ? TestStudy.age(7, i) : 0);
    }
    TestStudy.assertExact(result, 70, sum);
  }

  /** Whatever is finished is forgotten: the journal has it, or it is asked for again. */
  @Test
  void theServerForgetsWhatIsFinished() throws Exception {
    breakOffAfterOneBatch();
    forgetAll();
    study.assertExact(resume());
    assertThat(lines("PLAN")).isEqualTo(2);
    assertThat(attempts("BATCH", "0/0")).containsExactly(0);
    assertThat(attempts("BATCH", "1/0")).containsExactly(0, 1);
    // the result too, though the sites removed their plans by now
    forgetAll();
    study.assertExact(resume());
    assertThat(lines("BATCH")).isEqualTo(3);
  }

  @Test
  void journalsThatKeptIdsAloneAreRead() throws Exception {
    breakOffAfterOneBatch();
    keepIdsAlone();
    study.assertExact(resume());
    assertThat(lines("PLAN")).isEqualTo(2);
    assertThat(lines("BATCH")).isEqualTo(2);

    Files.delete(journalFile);
    breakOffAfterOneBatch();
    keepIdsAlone();
    forgetAll();
    study.assertExact(resume());
    assertThat(attempts("ASK", "r1")).containsExactly(0, 1);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void breakOffAfterOneBatch() {
    RunListener breaking = TestStudy.dyingAtThirdProgress();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> run(breaking));
  }

  /** Makes the server forget every process that the journal names. */
  private void forgetAll() throws IOException {
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries()) {
      ids.add(entry.get("process").stringValue());
    }
    server.forgotten = ids::contains;
  }

  /** Rewrites the journal as releases wrote it that kept no answers. */
  private void keepIdsAlone() throws IOException {
    List<String> lines = new ArrayList<>();
    for (ObjectNode entry : entries()) {
      entry.remove("text");
      if (!List.of("ANSWER", "MISSING").contains(entry.get("event").stringValue())) {
        lines.add(JSON.writeValueAsString(entry));
      }
    }
    Files.write(journalFile, lines);
  }

  private List<ObjectNode> entries() throws IOException {
    List<ObjectNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(journalFile)) {
      entries.add((ObjectNode) JSON.readTree(line));
    }
    return entries;
  }

  private List<Integer> attempts(String event, String name) throws IOException {
    return entries().stream()
        .filter(entry -> entry.get("event").stringValue().equals(event))
        .filter(entry -> entry.get("name").stringValue().equals(name))
        .map(entry -> entry.get("attempt").intValue())
        .toList();
  }

  private long lines(String event) throws IOException {
    return entries().stream().filter(e -> e.get("event").stringValue().equals(event)).count();
  }
}
