package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers with what stores in trouble answer. */
class BadObjectStoreTest {
  private final MockWebServer server = new MockWebServer();
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    server.start();
    store = connect(server.getPort(), Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  private static ObjectStore connect(int port, Duration silence) {
    return ObjectStore.connect(
        ObjectStoreConfig.fromEnvironment(
                Map.of(
                    "AWS_S3_ENDPOINT", "127.0.0.1:" + port,
                    "AWS_S3_ACCESSKEY", "access",
                    "AWS_S3_SECRETKEY", "secret",
                    "AWS_S3_BUCKET", "frames"))
            .orElseThrow(),
        silence);
  }

  @ParameterizedTest
  @CsvSource({
    "404, <Error><Code>NoSuchBucket</Code></Error>, make the bucket that AWS_S3_BUCKET names",
    "403, <Error><Code>AccessDenied</Code></Error>, may not do this in the bucket",
    "403, <Error><Code>RequestTimeTooSkewed</Code></Error>, set the clock of this machine",
    "507, <Error><Code>XMinioStorageFull</Code></Error>, make room in the store",
    "507, full, 'no S3 error, HTTP 507: make room in the store'",
    "503, <Error><Code>SlowDown</Code></Error>, 'SlowDown, HTTP 503: see its log'",
    "302, <html>elsewhere</html>, 'no S3 error, HTTP 302'",
    "500, <Code>\u001b[31m</Code>, 'no S3 error, HTTP 500'"
  })
  void saysWhatTheStoreSaysAndWhatToDo(int status, String body, String words) {
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          new MockResponse.Builder().code(status).setHeader("Location", "/x").body(body).build());
    }
    byte[] content = {1, 2};
    refuses(() -> store.put("a/b", content, AwsSignature.sha256(content)), words);
    refuses(() -> store.get("a/b", 10), words);
    if (status != 404) {
      refuses(() -> store.remove("a/b"), words);
    }
  }

  @Test
  void readsNoMoreThanWasAskedFor() throws IOException {
    Buffer endless = new Buffer().write(new byte[1 << 20]);
    server.enqueue(new MockResponse.Builder().body(endless).build());
    assertThat(store.get("a/b", 100)).hasSize(101);
  }

  @Test
  void saysThatAReplyIsCut() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
            .build());
    refuses(() -> store.get("a/b", 100_000), "no whole reply");
  }

  @Test
  void givesUpOnSilence() {
    try (ObjectStore impatient = connect(server.getPort(), Duration.ofMillis(100))) {
      server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      refuses(() -> impatient.get("a/b", 10), "it is too slow, or does not answer");
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (ObjectStore away = connect(port, Duration.ofSeconds(5))) {
      refuses(() -> away.get("a/b", 10), "ConnectException): see AWS_S3_ENDPOINT");
    }
  }

  private static void refuses(Runnable call, String reason) {
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(call::run)
        .withMessageStartingWith("object store 127.0.0.1:")
        .withMessageContaining(reason)
        .withMessageNotContaining("secret");
  }
}
