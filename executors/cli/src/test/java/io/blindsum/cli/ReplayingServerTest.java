package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.messages.JobException;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.protection.SigningKey;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyRun;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  /** Forwards requests to a colony, and remembers or replays what submissions were answered. */
  private static final class Server implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer http;
    private final URI colony;
    private final Map<String, Deque<byte[]>> answers = new ConcurrentHashMap<>();
    private volatile boolean replaying;

    Server(int colonyPort) throws IOException {
      this.colony = URI.create("http://127.0.0.1:" + colonyPort + "/api");
      this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/api",
          exchange -> {
            try (exchange) {
              byte[] reply = answer(exchange.getRequestBody().readAllBytes());
              exchange.sendResponseHeaders(200, reply.length);
              exchange.getResponseBody().write(reply);
            }
          });
      http.start();
    }

    private byte[] answer(byte[] request) throws IOException {
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

    private byte[] forward(byte[] request) throws IOException {
      try {
        return client
            .send(
                HttpRequest.newBuilder(colony)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    ColonyConfig config() {
      return ColonyConfig.builder("127.0.0.1", http.getAddress().getPort())
          .colonyName("dev")
          .build();
    }

    @Override
    public void close() {
      http.stop(0);
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
        assertThatExceptionOfType(JobException.class)
            .isThrownBy(() -> run(client, spec, keys))
            .withMessage("plan of site r1: of another run");
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
