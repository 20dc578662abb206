package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MessageJson;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SigningKey;
import io.blindsum.study.HurriedRun;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A study whose partial results do not fit into one message, because messages are made short. */
class LargeStudyTest {
  private static final int MOST_BYTES = 30_000;

  @TempDir private Path folder;

  private TestStudy study;
  private StudyRequest spec;

  @BeforeEach
  void start() throws Exception {
    study = TestStudy.start(folder).cloud();
    study.hospital("r1", 900, 3);
    study.hospital("r2", 500, 50);
    spec = study.spec(50, "tall", 4, 2);
  }

  @AfterEach
  void close() throws Exception {
    study.close();
  }

  private Signed<ResultMessage> run(RunJournal journal, RunListener listener, int mostBytes)
      throws InterruptedException {
    RunKeys keys = new RunKeys(study.colony().signers(), Optional.empty());
    return HurriedRun.of(study.researcher(), spec, keys, journal, listener, mostBytes).run();
  }

  private List<Process> called(String function) {
    return study
        .researcher()
        .getProcessesByLabel(ProcessState.SUCCESS, "ages", ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(process -> process.spec().functionName().equals(function))
        .toList();
  }

  private static long bytes(Process process) {
    return MessageSize.of(process.spec().kwargs())
        + MessageSize.base64(MessageSize.chars(process.out().get(0)));
  }

  @Test
  void addsManyBatchesByShortMessages() throws Exception {
    Signed<ResultMessage> result = run(RunJournal.inMemory(), RunListener.NONE, MOST_BYTES);
    study.assertExact(result);
    assertThat(result.message().roots()).hasSize(2);
    assertThat(called(Functions.COMBINE)).isEmpty();
    List<Process> messages = new ArrayList<>(called(Functions.SUBTOTAL));
    messages.addAll(called(Functions.COMBINE_SUBTOTALS));
    List<Long> sizes = messages.stream().map(LargeStudyTest::bytes).toList();
    assertThat(sizes).hasSizeGreaterThan(5).allMatch(bytes -> bytes <= MOST_BYTES);

    Signed<ResultMessage> atOnce = run(RunJournal.inMemory(), RunListener.NONE, MessageSize.MOST);
    study.assertExact(atOnce);
    assertThat(called(Functions.COMBINE)).hasSize(1);
  }

  @Test
  void goesOnFromEachPlaceOfTheTree() throws Exception {
    Path whole = folder.resolve("whole");
    Signed<ResultMessage> result;
    try (RunJournal journal = RunJournal.create(whole)) {
      result = run(journal, RunListener.NONE, MOST_BYTES);
    }
    List<String> lines = Files.readAllLines(whole);
    int done = last(lines, "DONE");
    int added = last(lines, "ADDED");
    int before = called(Functions.SUBTOTAL).size();
    assertThat(count(lines, "ADDED")).isEqualTo(count(lines, "ADD")).isEqualTo(before);
    // the first is asked for and not answered, half of the tree is there, all but the result
    for (int cut : new int[] {done + 2, (done + added) / 2, added + 1}) {
      Path file = folder.resolve("cut-" + cut);
      Files.write(file, lines.subList(0, cut));
      try (RunJournal journal = RunJournal.resume(file)) {
        Signed<ResultMessage> again = run(journal, RunListener.NONE, MOST_BYTES);
        study.assertExact(again);
        assertThat(again.message().roots()).isEqualTo(result.message().roots());
        assertThat(again.message().product()).isEqualTo(result.message().product());
      }
    }
    assertThat(called(Functions.SUBTOTAL).size() - before).isLessThan(2 * before);
  }

  @Test
  void makesAgainWhatAStrangerAdded() throws Exception {
    Path file = folder.resolve("journal");
    try (RunJournal journal = RunJournal.create(file)) {
      run(journal, RunListener.NONE, MOST_BYTES);
    }
    List<String> lines = Files.readAllLines(file);
    int last = last(lines, "ADDED");
    ObjectNode entry = MessageJson.object("entry", lines.get(last));
    String text = entry.get("text").stringValue();
    entry.put("text", Signed.parse("entry", text).by(SigningKey.generate()).toText());
    lines.set(last, MessageJson.write(entry));
    Files.write(file, lines.subList(0, last + 1));
    List<String> told = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void repeated(String step, String reason) {
            told.add(step + ": " + reason);
          }
        };
    try (RunJournal journal = RunJournal.resume(file)) {
      RunKeys nobody = new RunKeys(TrustedSigners.NONE, Optional.empty());
      study.assertExact(
          HurriedRun.of(study.researcher(), spec, nobody, journal, listener, MOST_BYTES).run());
    }
    assertThat(told)
        .singleElement()
        .asString()
        .contains("the result: partials[", "not signed by a key of the cloud");
  }

  @Test
  void whatComesOfItIsVerifiedAndOpenedAsAnyOther() throws Exception {
    TrustedSigners signers = study.colony().signers();
    Signed<ResultMessage> result = run(RunJournal.inMemory(), RunListener.NONE, MOST_BYTES);
    assertThat(ResultToOpen.read(result.toText(), signers).digest())
        .isEqualTo(result.message().digest());
    String totals = study.keep(result);
    assertThat(Cli.run("verify", totals).ok().out()).contains("all batches, root ");
    List<String> full = new ArrayList<>(List.of("verify", totals, "--full", "--key", study.key()));
    full.add("--frames");
    full.addAll(study.batches());
    assertThat(run(full).ok().out()).contains("the sum of the frames and of nothing else");
    run(full.subList(0, full.size() - 1)).failed(3);
    List<String> twice = new ArrayList<>(full);
    twice.add(full.get(full.size() - 1));
    run(twice).failed(3, "is counted already");
    assertThat(Cli.run("decrypt", totals, "--key", study.key()).ok().out()).contains("1,400");
  }

  private static Cli.Run run(List<String> command) {
    return Cli.run(command.toArray(String[]::new));
  }

  private static int count(List<String> lines, String event) {
    return (int) lines.stream().filter(line -> line.contains('"' + event + '"')).count();
  }

  private static int last(List<String> lines, String event) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains('"' + event + '"')) {
        return i;
      }
    }
    throw new AssertionError("no " + event);
  }
}
