package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import io.blindsum.colony.ProcessState;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {
  private static final Instant SUBMITTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Process PROCESS =
      new Process(
          "ab".repeat(32),
          "",
          "",
          "",
          true,
          ProcessState.RUNNING,
          0,
          SUBMITTED,
          SUBMITTED.plusMillis(2_500),
          null,
          null,
          null,
          0,
          List.of(),
          FunctionSpec.of("sum", Conditions.of("dev", "t")).build(),
          false,
          List.of(),
          List.of(),
          "",
          List.of(),
          List.of(),
          List.of());

  private static final ProcessContext CONTEXT =
      (ProcessContext)
          Proxy.newProxyInstance(
              StatusServerTest.class.getClassLoader(),
              new Class<?>[] {ProcessContext.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("process")) {
                  return PROCESS;
                }
                throw new UnsupportedOperationException(method.getName());
              });

  private final ExecutorMetrics metrics = new ExecutorMetrics();

  @TempDir private Path folder;

  @Test
  void isReadyWhileNothingIsWrong() throws Exception {
    AtomicReference<Optional<String>> database = new AtomicReference<>(Optional.of("is away"));
    Health health =
        new Health()
            .add(List.of(Health.Check.ofDisk(folder)))
            .add(List.of(new Health.Check("database", database::get)));
    try (StatusServer server = StatusServer.start(":0", metrics, health)) {
      HttpResponse<String> away = get(server, "/healthz");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.body()).isEqualTo("disk: ok\ndatabase: is away\n");
      assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
      String address = "127.0.0.1:" + server.port();
      assertThat(StatusClient.ask(address)).isEqualTo(new StatusClient.Answer(false, away.body()));
      database.set(Optional.empty());
      assertThat(StatusClient.ask(":" + server.port()).ready()).isTrue();
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      Files.delete(folder);
      assertThat(get(server, "/healthz").body()).startsWith("disk: the state folder is not there");
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void isNotSentElsewhere() throws Exception {
    try (StatusServer ready = StatusServer.start(":0", metrics, new Health())) {
      HttpServer other =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      other.createContext(
          "/",
          exchange -> {
            String there = "http://127.0.0.1:" + ready.port() + "/healthz";
            exchange.getResponseHeaders().set("Location", there);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
          });
      other.start();
      try {
        assertThat(StatusClient.ask(":" + other.getAddress().getPort()).ready()).isFalse();
      } finally {
        other.stop(0);
      }
    }
  }

  /** Returns what is served once everything was counted. */
  private String everything() throws Exception {
    FunctionHandler good = metrics.counted("sum", context -> List.of("x"));
    FunctionHandler bad =
        metrics.counted(
            "sum",
            context -> {
              throw new IOException("secret");
            });
    assertThat(good.run(CONTEXT)).containsExactly("x");
    assertThat(good.run(CONTEXT)).containsExactly("x");
    assertThatThrownBy(() -> bad.run(CONTEXT)).isInstanceOf(IOException.class);
    metrics.addRecords(1_000, 20);
    metrics.describe("1.2", "gmp");
    metrics.watch(() -> 4.5, () -> 3);
    metrics.addRefusal("min_cohort");
    try (StatusServer server = StatusServer.start("127.0.0.1:0", metrics, new Health())) {
      return get(server, "/metrics").body();
    }
  }

  @Test
  void whatIsWatchedIsWhatIsServed() throws Exception {
    Set<String> served = names("(?m)^# HELP (blindsum_\\S+)", everything());
    Path deploy = Path.of(System.getProperty("blindsum.root"), "executors/deploy");
    String name = "\\b(blindsum_[a-z_]+?)(?:_bucket)?\\b";
    assertThat(names(name, Files.readString(deploy.resolve("grafana/blindsum.json"))))
        .isEqualTo(served);
    assertThat(names(name, Files.readString(deploy.resolve("prometheus/alerts.yaml"))))
        .isSubsetOf(served)
        .hasSizeGreaterThan(4);
  }

  private static Set<String> names(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void showsWhatWasCounted() throws Exception {
    assertThat(everything())
        .contains("blindsum_jobs_total{function=\"sum\",outcome=\"successful\"} 2.0")
        .contains("blindsum_jobs_total{function=\"sum\",outcome=\"failed\"} 1.0")
        .contains("blindsum_job_seconds_count{function=\"sum\"} 3")
        .contains("blindsum_jobs_running 0.0")
        .contains("blindsum_records_total 1000.0")
        .contains("blindsum_ciphertexts_total 20.0")
        .contains("blindsum_queue_wait_seconds_sum{function=\"sum\"} 7.5")
        .contains("blindsum_build_info{backend=\"gmp\",java=\"")
        .contains("version=\"1.2\"} 1")
        .contains("blindsum_last_contact_age_seconds 4.5")
        .contains("blindsum_retries_total 3.0")
        .contains("blindsum_refused_total{rule=\"min_cohort\"} 1.0")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9464", "", ":", ":x", ":65536", ":-1", "host:"})
  void refusesWhatIsNoAddress(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> StatusServer.parse(address));
  }

  @Test
  void listensOnTheLoopbackInterfaceUnlessGivenAnAddress() {
    assertThat(StatusServer.parse(":9464").getAddress().isLoopbackAddress()).isTrue();
    assertThat(StatusServer.parse("0.0.0.0:9464").getAddress().isAnyLocalAddress()).isTrue();
    assertThat(StatusServer.parse(":9464").getPort()).isEqualTo(9464);
  }

  private static HttpResponse<String> get(StatusServer server, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
