package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Function;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.holder.HolderConfig;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.OpenPartMessage;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.ReleasedMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.proof.KeyForm;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.text.ReleasedText;
import io.blindsum.study.ResultRelease.Released;
import io.blindsum.study.RunJournal;
import io.blindsum.study.StudyException;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A study whose key nobody has, from its plans to what is shown. */
class HoldersTest {
  private static final ReleaseRule RULE = ReleaseRule.of(10);
  private static final ReleaseRule RULE_OF_FIVE = ReleaseRule.of(5);

  @TempDir private static Path folder;

  private static SharedKeyStudy study;
  private static Signed<ResultMessage> result;

  @BeforeAll
  static void runStudy() throws Exception {
    study = SharedKeyStudy.start(folder);
    result = study.run(RunJournal.inMemory());
  }

  @AfterAll
  static void stop() throws Exception {
    study.close();
  }

  @AfterEach
  void endExecutors() throws Exception {
    SharedKeyStudy.HOLDERS.forEach(study::stop);
    study.stop(SharedKeyStudy.RELEASER);
    study.writeFiles();
  }

  private static Released open() throws Exception {
    return study.open(result, RunJournal.inMemory(result.message().run()));
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
    study.startReleaser();
    study.startHolder("umea");
    study.startHolder("karolinska");
    Released released = open();
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
    Released again = open();
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
    study.waitFor(1);
    study.startReleaser();
    study.startHolder("umea");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> open())
        .withMessageContaining("fewer than the 2 holders that are needed opened it")
        .withMessageContaining("karolinska: did not answer within 1 s");

    study.stop(SharedKeyStudy.RELEASER);
    study.waitFor(3);
    study.startReleaser();
    study.start("lulea", LyingHolder.of(study, "lulea"));
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> open())
        .withMessageContaining("lulea: answers wrongly: holder 2: the partial decryption was not")
        .withMessageContaining("karolinska: did not answer within 3 s");
    study.startHolder("karolinska");
    Released released = open();
    assertExact(released);
    assertThat(released.message().message().openedBy())
        .containsExactlyInAnyOrder("umea", "karolinska");
  }

  @Test
  @Requirement(id = "R41", figure = "a holder opens only what keeps its rules, and says why not")
  void saysInOneLineWhyItDoesNotOpen() throws Exception {
    study.startHolder("umea");
    String text = result.toText();
    String run = result.message().run();

    // asked twice: the same answer; the same result under another rule, and another of its run:
    // none
    assertThat(answer("umea", study.request(text, run, RULE)).reason()).isEmpty();
    assertThat(answer("umea", study.request(text, run, RULE)).reason()).isEmpty();
    refuses("rule: the result was opened before under another rule", text, ReleaseRule.of(20));
    refuses(
        "run: another result of it was opened before",
        OtherResults.plus(study, result, 5).toText(),
        RULE);

    refuses("rule: weaker than the holder's own: counts of 0 and from 10 up", text, RULE_OF_FIVE);
    refuses("rule: weaker than what the sites signed", text, ReleaseRule.of(1));
    refuses("a message of kind batch, result expected", OtherResults.batch(study), RULE);
    refuses(
        "result: receipts: is empty",
        text.replaceFirst("\"receipts\":\\[.*?\\}\\]", "\"receipts\":[]"),
        RULE);
    refuses(
        "of 1 sites, and the sites signed that it takes 2",
        OtherResults.ofOneSite(study, result).toText(),
        RULE);
    refuses("not signed by a key of the cloud", result.by(SigningKey.generate()).toText(), RULE);
    String other = RunNonce.draw();
    assertThat(answer("umea", study.request(text, other, RULE)).reason())
        .contains("of another run or study than its result");
    study.stop("umea");

    study.writeHolders("rules: {sites_min: 3}\n", study.hash());
    study.startHolder("umea");
    refuses("sites_min: of 2 sites, and this holder opens those of 3", text, RULE);
    study.stop("umea");
    study.writeHolders("", "0f".repeat(32));
    study.startHolder("umea");
    refuses("studies: question " + study.hash() + " of study ages is not on the", text, RULE);
    assertThat(Cli.run("audit", "show", folder.resolve("umea-state").toString()).ok().out())
        .contains("decision=refused", "reason=sites_min: of 2 sites", "decision=released");
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "a result too many a day, of another key or of another study: not opened")
  void opensSoManyADayAndOfItsOwnKeyAlone() throws Exception {
    study.writeHolders("rules: {questions_per_day: 1}\n", study.hash());
    study.startHolder("umea");
    String text = result.toText();
    assertThat(answer("umea", study.request(text, result.message().run(), RULE)).reason())
        .isEmpty();
    Signed<ResultMessage> more = study.run(RunJournal.inMemory());
    Signed<OpenRequestMessage> request = study.request(more.toText(), more.message().run(), RULE);
    assertThat(answer("umea", request).reason())
        .isEqualTo("the questions of the study are used up for today");

    HolderConfig umea = study.holderConfig("umea");
    ResultToOpen open = ResultToOpen.read(text, umea.signers());
    PaillierPrivateKey otherKey =
        StreamSupport.stream(Vectors.document("threshold").get("keys").spliterator(), false)
            .filter(key -> Vectors.text(key, "name").equals("thr-dev-1024-a-INSECURE"))
            .map(key -> PaillierPrivateKey.of(Vectors.integer(key, "p"), Vectors.integer(key, "q")))
            .findFirst()
            .orElseThrow();
    for (StoredShare share :
        List.of(
            study.otherShare(SharedKeyStudy.STUDY, otherKey),
            study.otherShare("other", SharedKeyStudy.KEY))) {
      assertThatExceptionOfType(MessageException.class)
          .isThrownBy(() -> open.require(share, umea.policy(), RULE))
          .withMessageMatching("result: of another (key|study than that of the share, other)");
    }
  }

  @Test
  void aStrangerGetsNoAnswerAndLeavesBoundedTraces() throws Exception {
    study.startHolder("lulea");
    Signed<OpenRequestMessage> request =
        study.request(result.toText(), result.message().run(), RULE);
    Process altered = study.ask("lulea", request.by(SigningKey.generate()));
    assertThat(altered.state()).isEqualTo(ProcessState.FAILED);
    assertThat(altered.errors())
        .containsExactly("request: not signed by the key of release executor steward");
    assertThat(study.ask("lulea", Signed.unsigned(request.message())).errors())
        .containsExactly("request: not signed by the key of release executor steward");
  }

  @Test
  void aShareOfAnotherHolderIsRefusedAtTheStart() throws Exception {
    Path file = folder.resolve("umea.yaml");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("unseal_with: umea", "unseal_with: lulea"));
    dryRun("umea").failed(4, "sealed to another holder's key");
    Files.writeString(file, text.replace("ages-umea.share", "gone.share"));
    dryRun("umea").failed(4, "gone.share");
    Files.writeString(file, text.replace("releasers: {steward", "releasers: {}\n#"));
    dryRun("umea").failed(3, "releasers lists nobody");
    Files.writeString(file, text.replace("studies: {ages", "studies: {other"));
    dryRun("umea").failed(3, "studies lists no question of study ages");
    Files.writeString(file, text.replace("sites_min: 2", "sites_min: 3"));
    dryRun("umea").failed(3, "sites_min is 3, and signers knows 2 sites");
    Files.writeString(file, text);
    assertThat(dryRun("umea").ok().out())
        .contains("2 of: karolinska, lulea, umea", "steward", study.hash(), "from 10 up");
  }

  @Test
  void theTemplateRefusesEverything() throws Exception {
    Path file = folder.resolve("template.yaml");
    assertThat(Cli.run("site", "init", "--holder", "-o", file.toString()).ok().out())
        .contains("executor holder --config");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("heart-2026-umea.share", "ages-umea.share"));
    dryRun("template").failed(3, "signers: no site's key, or no cloud's");
    Cli.run("site", "init", "--holder", "--omop", "-o", file("x.yaml"))
        .failed(2, "--holder and --omop exclude each other");
  }

  private static Cli.Run dryRun(String holder, String... more) {
    String[] command = {"executor", "holder", "--config", file(holder + ".yaml"), "--dry-run"};
    return Cli.run(Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "1,000 altered results that a release executor hands on: 0 opened")
  void noAlteredResultIsOpened() throws Exception {
    HolderConfig umea = study.holderConfig("umea");
    Random random = Seeds.random("HoldersTest");
    String honest = result.toText();
    ResultToOpen.read(honest, umea.signers()).require(umea.share(), umea.policy(), RULE);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder altered = new StringBuilder(honest);
      int at = random.nextInt(honest.length());
      char other = (char) (' ' + random.nextInt(95));
      altered.setCharAt(at, other);
      if (other == honest.charAt(at)) {
        continue;
      }
      assertThatExceptionOfType(RuntimeException.class)
          .as("character %d as %s", at, other)
          .isThrownBy(
              () ->
                  ResultToOpen.read(altered.toString(), umea.signers())
                      .require(umea.share(), umea.policy(), RULE))
          .isInstanceOfAny(JobException.class, FrameException.class);
    }
  }

  @Test
  @Requirement(
      id = "R41",
      figure =
          "the release executor and a holder ended in the middle of an opening: exact all the same")
  void anOpeningOutlivesThoseWhoDoIt() throws Exception {
    study.startReleaser();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Released> opening = thread.submit(HoldersTest::open);
      awaitRequestTo("umea");
      study.stop(SharedKeyStudy.RELEASER);
      study.startHolder("umea");
      study.startReleaser();
      study.stop("umea");
      study.startHolder("karolinska");
      study.startHolder("umea");
      assertExact(opening.get(2, TimeUnit.MINUTES));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "a cloud signs other totals: no digit of what they open to in the reason")
  void saysNothingOfTotalsThatNoRowsHave() throws Exception {
    study.startReleaser();
    study.startHolder("umea");
    study.startHolder("lulea");
    Signed<ResultMessage> honest = study.run(RunJournal.inMemory());
    // the lowest slot counts rows
    Signed<ResultMessage> fewer = OtherResults.plus(study, honest, -5);
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(fewer, RunJournal.inMemory(fewer.message().run())))
        .withMessage(
            "release executor steward refuses: result: it opens to totals that its rows cannot"
                + " have; nothing is released");
    assertThat(Cli.run("audit", "show", folder.resolve("steward-state").toString()).ok().out())
        .contains("totals that its rows cannot")
        .doesNotContain("have 50 rows");

    // n opens everything that is encrypted, if somebody raises it to a share
    Signed<ResultMessage> second = study.run(RunJournal.inMemory());
    Signed<ResultMessage> n = OtherResults.with(study, second, total -> total.key().modulus());
    assertThat(answer("umea", study.request(n.toText(), n.message().run(), RULE)).reason())
        .contains("result: ciphertext 0");
  }

  @Test
  void whatStrangersSayIsNotTheLastWordAndARefusalMayBeTakenBack() throws Exception {
    RunJournal journal = RunJournal.inMemory(result.message().run());
    study.startReleaser();
    for (String holder : List.of("umea", "lulea")) {
      study.start(holder, LyingHolder.stranger(study, holder));
    }
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(result, journal))
        .withMessageContaining("lulea: answers wrongly: part of holder lulea: not signed by")
        .matches(e -> e.reason() == StudyException.Reason.FAILED);

    List.of("umea", "lulea").forEach(study::stop);
    study.writeHolders("", "0f".repeat(32));
    study.startHolder("umea");
    study.startHolder("lulea");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(result, journal))
        .withMessageContaining("umea: studies: question")
        .matches(e -> e.reason() == StudyException.Reason.REFUSED);

    List.of("umea", "lulea").forEach(study::stop);
    study.writeFiles();
    study.startHolder("umea");
    study.startHolder("lulea");
    assertExact(study.open(result, journal));
  }

  @Test
  void namesTheReleaseExecutorThatIsNotThere() throws Exception {
    StudyRequest spec = study.spec();
    StudyRequest hasty =
        new StudyRequest(
            spec.plan(), spec.sites(), spec.sitesMin(), spec.window(), spec.batchSeconds(), 1);
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(() -> study.open(result, RunJournal.inMemory(result.message().run()), hasty))
        .withMessageContaining(
            "no executor of type steward-release_executor took the result within 1 s");
  }

  private static void awaitRequestTo(String holder) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (requests(holder) == 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static long requests(String holder) {
    return study
        .client()
        .getProcessesByLabel(
            ProcessState.WAITING, SharedKeyStudy.STUDY, ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(
            process ->
                process
                    .spec()
                    .conditions()
                    .executorType()
                    .equals(Functions.holderExecutorType(holder)))
        .count();
  }

  @Test
  void queryRunShowsWhatHoldersLetBeShown() throws Exception {
    List.of("umea", "lulea").forEach(HoldersTest::startHolder);
    study.startReleaser();
    Path log = folder.resolve("run.log");
    List<String> options =
        List.of(
            "query",
            "run",
            file("q.yaml"),
            "--key",
            file("ages.pub"),
            "--release",
            SharedKeyStudy.RELEASER,
            "--unseal-with",
            file("me.seal"),
            "--sign-with",
            file("me.key"),
            "--signers",
            study.signersFile().toString(),
            "--report",
            file("report"),
            "-o",
            file("run.bsr"),
            "--json");
    java.lang.Process child =
        Child.start(log, study.environment(), List.of(), options.toArray(String[]::new));
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String printed = Files.readString(log);
    assertThat(child.exitValue()).as(printed).isZero();
    JsonNode tables =
        new ObjectMapper()
            .readTree(printed.lines().filter(line -> line.startsWith("{")).findFirst().orElse(""));
    assertThat(tables.at("/groups/0/n").asLong()).isEqualTo(55);
    assertThat(tables.get("signers").toString())
        .contains("release executor steward", "site r1", "the cloud", "trusted")
        .doesNotContain("unknown");
    assertThat(folder.resolve("report/index.html")).content().contains("55");
    assertThat(folder.resolve("run.bsr.journal")).doesNotExist();
    Cli.run("decrypt", file("run.bsr"), "--key", file("ages.pub"))
        .failed(4, "ages.pub: a public key");
    assertThat(dryRun("umea", "--result", file("run.bsr")).ok().out()).contains("it would open");
    study.writeHolders("", "0".repeat(64));
    dryRun("umea", "--result", file("run.bsr")).failed(5, "nothing would be opened: studies");
  }

  private static void startHolder(String name) {
    try {
      study.startHolder(name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "answers that are not the release executor's to this result: 0 believed")
  void believesTheReleaseExecutorAndOfThisResultAlone() throws Exception {
    SigningKey key = study.releaser().signingKey();
    String run = result.message().run();
    String digest = result.message().digest();
    SealedText foreign =
        SealedText.ofTables(SealPrivateKey.generate().publicKey(), "{}", run, digest);
    Signed<ReleasedMessage> answer = released(run, SharedKeyStudy.RELEASER, digest, foreign);
    String other = RunNonce.draw();
    Map<Signed<?>, String> lies = new LinkedHashMap<>();
    lies.put(answer, "not signed by the key of release executor steward");
    lies.put(answer.by(SigningKey.generate()), "not signed by the key of release executor");
    lies.put(answer.by(key), "sealed to another key, or for another answer");
    lies.put(answer.by(key).withFrame("AAAA"), "its digest is of another seal");
    lies.put(released(other, SharedKeyStudy.RELEASER, digest, foreign).by(key), "of another run");
    lies.put(released(run, "other", digest, foreign).by(key), "of another release executor");
    lies.put(released(run, SharedKeyStudy.RELEASER, other, foreign).by(key), "of another result");
    lies.put(
        Signed.unsigned(
                new AbstainedMessage(
                    run, SharedKeyStudy.STUDY, SharedKeyStudy.RELEASER, other, "no"))
            .by(key),
        "of another process");
    for (Map.Entry<Signed<?>, String> lie : lies.entrySet()) {
      study.start(
          SharedKeyStudy.RELEASER,
          study
              .loop(Functions.releaseExecutorType(SharedKeyStudy.RELEASER))
              .function(
                  Function.of(Functions.OPEN_RESULT, "lies"),
                  context -> List.of(lie.getKey().toText())));
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(HoldersTest::open)
          .withMessageContaining("the opening of the result failed 5 times: released tables: ")
          .withMessageContaining(lie.getValue());
      study.stop(SharedKeyStudy.RELEASER);
    }
  }

  private static Signed<ReleasedMessage> released(
      String run, String releaser, String digest, SealedText tables) {
    return Signed.unsigned(
        new ReleasedMessage(
            run,
            SharedKeyStudy.STUDY,
            releaser,
            digest,
            tables.digest(),
            List.of("lulea", "umea"),
            List.of()),
        tables.frame());
  }

  @Test
  void queryPlanSaysWhoOpensTheResult() {
    String plan = Cli.run("query", "plan", file("q.yaml"), "--pub", file("ages.pub")).ok().out();
    assertThat(plan)
        .contains("opened by   2 of the holders karolinska, lulea, umea")
        .contains("no hospital's totals")
        .doesNotContain("the private key could show more");
    String[] run = {"query", "run", file("q.yaml"), "--key", file("ages.pub")};
    Cli.run(run).failed(2, "--release, --unseal-with and --sign-with are needed");
  }

  @Test
  void aSiteMayTakeSharedKeysAlone() throws Exception {
    ApprovedKeys approved =
        ApprovedKeys.openForOwnKeys(folder.resolve("approved"), Arithmetics.fastest());
    ApprovalGrounds grounds = new ApprovalGrounds(false, KeyForm.UNKNOWN);
    Path shared = folder.resolve("ages.pub");
    approved.approve(KeyFiles.readPublic(shared, KeyGate.standard()), grounds, done -> {});
    KeyFiles.writePublic(
        folder.resolve("ordinary"), "ages", TestStudy.KEY.publicKey(), Instant.now(), null);
    String site =
        TestStudy.siteFile(
            "r1", "csv: r1.csv", TestStudy.KEY.publicKey().fingerprint(), List.of("researcher"));
    Path file = folder.resolve("r1-shared.yaml");
    Files.writeString(file, site + "  key_holders: threshold\n");
    siteDryRun(file, shared).failed(3, "needs approved_keys");
    Files.writeString(file, site + "  approved_keys: approved\n  key_holders: threshold\n");
    siteDryRun(file, shared).ok();
    siteDryRun(file, folder.resolve("ordinary/ages.pub"))
        .failed(5, "the site takes keys that holders share, and this one somebody has");
    Files.writeString(file, site + "  approved_keys: approved\n  key_holders: me\n");
    siteDryRun(file, shared).failed(3, "key_holders", "not threshold");
  }

  private static Cli.Run siteDryRun(Path site, Path pub) {
    return Cli.run(
        "executor",
        "hospital",
        "--config",
        site.toString(),
        "--dry-run",
        "--query",
        file("q.yaml"),
        "--pub",
        pub.toString());
  }

  private static OpenPartMessage answer(String holder, Signed<OpenRequestMessage> request)
      throws Exception {
    Process process = study.ask(holder, request);
    assertThat(process.errors()).isEmpty();
    Signed<OpenPartMessage> answer =
        Signed.parse("answer", process.out().get(0), OpenPartMessage.class);
    assertThat(answer.message().request()).isEqualTo(request.digest());
    assertThat(answer.frame().isEmpty()).isEqualTo(!answer.message().reason().isEmpty());
    return answer.message();
  }

  private static void refuses(String reason, String text, ReleaseRule rule) throws Exception {
    OpenPartMessage answer = answer("umea", study.request(text, result.message().run(), rule));
    assertThat(answer.reason()).contains(reason).doesNotContain("\n");
  }
}
