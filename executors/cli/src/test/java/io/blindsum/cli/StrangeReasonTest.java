package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.SigningKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.StrangeTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites that say in any text why they contribute nothing. */
class StrangeReasonTest {
  private static final String STUDY = "ages";

  private static final int AT_ONCE = 11;

  @TempDir private Path folder;
  private final AtomicInteger first = new AtomicInteger();

  @Test
  @Requirement(
      id = "R39",
      figure = "31 reasons of any text, of sites that abstain and fail: left out, the run exact")
  void aBadReasonLeavesItsSiteOutAndNoOther() throws Exception {
    try (TestStudy study = TestStudy.start(folder).cloud()) {
      study.hospital("r1", 20, 1);
      List<String> sites = new ArrayList<>(List.of("r1", "failing"));
      start(study, "failing", this::fail);
      for (int i = 0; i < AT_ONCE; i++) {
        String site = "abstaining" + i;
        int number = i;
        start(study, site, context -> abstain(context, site, number));
        sites.add(site);
      }
      StudyRequest spec =
          new StudyRequest(study.spec(0, "wide", 4, 1).plan(), sites, 1, 4, 120, 600);
      while (first.get() < StrangeTexts.ALL.size()) {
        Signed<ResultMessage> result = study.run(spec);
        study.assertExact(result);
        assertThat(result.message().missing())
            .hasSize(1 + AT_ONCE)
            .allSatisfy(
                site ->
                    assertThat(site.reason())
                        .isNotBlank()
                        .hasSizeLessThan(200)
                        .matches(StrangeTexts::isPlain));
        first.addAndGet(AT_ONCE);
      }
    }
  }

  private static void start(TestStudy study, String site, FunctionHandler liar)
      throws InterruptedException {
    EmbeddedColony colony = study.colony().colony();
    colony.run(
        Functions.hospitalExecutorType(site),
        loop -> loop.function(Function.of(Functions.PLAN_COHORT, "lies"), liar));
  }

  private List<String> abstain(ProcessContext context, String site, int number) {
    String run = String.valueOf(context.process().spec().kwargs().get("run"));
    String plan = context.process().processId();
    return List.of(
        Signed.unsigned(new AbstainedMessage(run, STUDY, site, plan, reason(number)))
            .by(SigningKey.generate())
            .toText());
  }

  /** Says why as no executor of ours would. */
  private List<String> fail(ProcessContext context) {
    context.client().closeFailed(context.process().processId(), List.of(reason(0), reason(1)));
    throw new IllegalStateException("closed already");
  }

  private String reason(int number) {
    return StrangeTexts.ALL.get((first.get() + number) % StrangeTexts.ALL.size());
  }
}
