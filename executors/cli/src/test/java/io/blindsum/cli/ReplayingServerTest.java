package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.SigningKey;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyException;
import io.blindsum.study.StudyRun;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that answers each submission of a run with what it answered to the same submission of an
 * earlier run: every process that the driver then looks at is a true one, finished and signed.
 */
class ReplayingServerTest {
  private static final String SUBMIT = "\"payloadtype\":\"submit";

  @TempDir private Path folder;

  /** Remembers or replays what submissions were answered. */
  private static final class Server extends ForwardingServer {
    private final Map<String, Deque<byte[]>> answers = new ConcurrentHashMap<>();
    private volatile boolean replaying;

    Server(int colonyPort) throws IOException {
      super(colonyPort);
    }

    @Override
    byte[] answer(byte[] request) throws IOException {
      String text = new String(request, StandardCharsets.UTF_8);
      int start = text.indexOf(SUBMIT);
      if (start < 0) {
        return forward(request);
      }
      int type = start + SUBMIT.length();
      Deque<byte[]> kept =
          answers.computeIfAbsent(
              text.substring(type, text.indexOf('"', type)), name -> new ArrayDeque<>());
      if (replaying && !kept.isEmpty()) {
        return kept.removeFirst();
      }
      byte[] reply = forward(request);
      kept.addLast(reply);
      return reply;
    }
  }

  @Test
  @Requirement(
      id = "R34",
      figure = "submissions answered with an earlier run's ids, signed by all: no total shown")
  void theResultOfAnEarlierRunIsNotShown() throws Exception {
    try (TestStudy study = TestStudy.start(folder, CloudIdentity.inMemory()).cloud()) {
      SigningKey researcher = SigningKey.generate();
      String listed = "  researchers: [" + researcher.verifyingKey().text() + "]\n";
      study.hospitalUnder(listed, "r1", 30, 1);
      study.hospitalUnder(listed, "r2", 25, 7);
      StudyRequest spec = study.spec(20, "wide", 4, 2);
      RunKeys keys = new RunKeys(study.colony().signers(), Optional.of(researcher));
      try (Server server = new Server(study.port());
          ColonyClient client =
              ColonyClient.connect(server.config(), study.researcher().identity())) {
        study.assertExact(run(client, spec, keys));
        server.replaying = true;
        assertThatExceptionOfType(StudyException.class)
            .isThrownBy(() -> run(client, spec, keys))
            .withMessageContaining("0 of 2 sites contribute, 2 are needed")
            .withMessageContaining("r1: plan of site r1: of another run")
            .withMessageContaining("r2: plan of site r2: of another run");
        assertThat(server.answers).isNotEmpty();
      }
    }
  }

  private static Signed<ResultMessage> run(ColonyClient client, StudyRequest spec, RunKeys keys)
      throws InterruptedException {
    try (RunJournal journal = RunJournal.inMemory()) {
      return new StudyRun(client, spec, keys, journal, RunListener.NONE).run();
    }
  }
}
