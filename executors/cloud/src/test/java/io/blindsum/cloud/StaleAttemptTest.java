package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.blindsum.colony.Capabilities;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.messages.Functions;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An executor falls asleep over its batches, another one does them, and the first one wakes up. */
class StaleAttemptTest {
  private static final String COLONY = "dev";
  private static final String TYPE = Functions.hospitalExecutorType("r1");
  private static final int BATCHES = 100;
  private static final int MAX_EXEC_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  @Requirement(
      id = "R29",
      figure = "executor that wakes after the deadline: its output counted 0 of 100 times")
  void theServerTakesNothingOfAnAttemptThatIsOver() throws IOException {
    try (LocalColony server = LocalColony.start()) {
      Identity ownerKey = server.addColony(COLONY);
      Identity userKey = server.addUser(COLONY, ownerKey, "researcher");
      try (ColonyClient owner = ColonyClient.connect(server.config(COLONY).build(), ownerKey)) {
        ColonyClient user = owner.signedBy(userKey);
        ColonyClient slow = register(owner, "slow");
        ColonyClient quick = register(owner, "quick");
        List<String> ids = submit(user);
        assertThat(assign(slow)).containsExactlyInAnyOrderElementsOf(ids);
        // until the deadline the server has nothing for the other one
        assertThat(assign(quick)).containsExactlyInAnyOrderElementsOf(ids);
        wakesUp(slow, ids.subList(0, BATCHES / 2));
        ids.forEach(id -> quick.closeSuccessful(id, List.of("of attempt 2")));
        wakesUp(slow, ids);
        for (String id : ids) {
          assertThat(user.getProcess(id).out()).containsExactly("of attempt 2");
        }
      }
    }
  }

  private static ColonyClient register(ColonyClient owner, String name) {
    ColonyClient executor = owner.signedBy(Identity.generate());
    owner.addExecutor(name, TYPE, executor.identity().id(), Capabilities.NONE);
    owner.approveExecutor(name);
    return executor;
  }

  private static List<String> submit(ColonyClient user) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      FunctionSpec.Builder call =
          FunctionSpec.of(Functions.ENCRYPT_BATCH, Conditions.of(COLONY, TYPE))
              .maxExecSeconds(MAX_EXEC_SECONDS)
              .maxRetries(3);
      ids.add(user.submit(call.build()).processId());
    }
    return ids;
  }

  /** Takes as many processes as were submitted. */
  private static Set<String> assign(ColonyClient executor) {
    Set<String> taken = new HashSet<>();
    while (taken.size() < BATCHES) {
      Process process = executor.assign(PATIENCE).orElseThrow();
      assertThat(taken.add(process.processId())).isTrue();
    }
    return taken;
  }

  private static void wakesUp(ColonyClient slow, List<String> ids) {
    for (String id : ids) {
      assertRefused(() -> slow.closeSuccessful(id, List.of("of attempt 1")));
    }
  }

  private static void assertRefused(Runnable request) {
    ColonyException refusal = catchThrowableOfType(ColonyException.class, request::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.isTransient()).isFalse();
  }
}
