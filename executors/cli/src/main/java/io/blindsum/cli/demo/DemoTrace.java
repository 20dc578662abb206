package io.blindsum.cli.demo;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.page.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the colony, as any of its members, sees of a run of the demo. */
final class DemoTrace {
  private static final String CLOUD = "cloud";

  private final DemoRun run;
  private final List<Timeline.Bar> bars = new ArrayList<>();
  private long frameBytes;
  private Optional<Signed<BatchMessage>> batch = Optional.empty();

  private DemoTrace(DemoRun run) {
    this.run = run;
  }

  /** Reads the processes of a run, one by one: all at once they are too much for one reply. */
  static DemoTrace of(ColonyClient colony, DemoRun run) {
    DemoTrace trace = new DemoTrace(run);
    for (Signed<PlanMessage> plan : run.answer().plans()) {
      trace.add(colony.getProcess(plan.message().plan()));
    }
    for (ProcessGraph graph :
        colony.getProcessGraphs(ProcessState.SUCCESS, ColonyClient.MAX_LIST_COUNT)) {
      graph.processIds().forEach(id -> trace.add(colony.getProcess(id)));
    }
    return trace;
  }

  private void add(Process process) {
    if (!process.spec().label().equals(run.question().study())) {
      return;
    }
    long rows = 0;
    String function = process.spec().functionName();
    if (function.equals(Functions.ENCRYPT_BATCH)) {
      Signed<BatchMessage> message =
          Signed.parse("batch", process.out().get(0), BatchMessage.class);
      frameBytes += FrameText.bytes("batch", message.frame()).length;
      batch = batch.or(() -> Optional.of(message));
      rows = message.message().rows();
    } else if (function.equals(Functions.REDUCE_BATCHES)) {
      Signed<PartialResultMessage> partial =
          Signed.parse("sum", process.out().get(0), PartialResultMessage.class);
      rows = partial.message().receipts().stream().mapToLong(one -> one.message().rows()).sum();
    }
    bar(process, rows);
  }

  private void bar(Process process, long rows) {
    Instant start = process.startTime();
    Instant end = process.endTime();
    if (start != null && end != null) {
      bars.add(new Timeline.Bar(lane(process), kind(process), seconds(start), seconds(end), rows));
    }
  }

  private String lane(Process process) {
    String type = process.spec().conditions().executorType();
    return run.answer().plans().stream()
        .map(plan -> plan.message().site())
        .filter(site -> Functions.hospitalExecutorType(site).equals(type))
        .findFirst()
        .orElse(CLOUD);
  }

  private static String kind(Process process) {
    return switch (process.spec().functionName()) {
      case Functions.PLAN_COHORT -> "plan";
      case Functions.ENCRYPT_BATCH -> "encrypt";
      default -> "add";
    };
  }

  /** Returns seconds since the question, not below 0. */
  double seconds(Instant time) {
    return Math.max(0, Duration.between(run.start(), time).toMillis() / 1000.0);
  }

  List<Timeline.Bar> bars() {
    return bars;
  }

  /** Returns the bytes of all encrypted records. */
  long frameBytes() {
    return frameBytes;
  }

  /** Returns one hospital's encrypted batch. */
  Signed<BatchMessage> batch() {
    return batch.orElseThrow(() -> new IllegalStateException("no batch in the colony"));
  }
}
