package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {
  private static final ProcessContext CONTEXT =
      (ProcessContext)
          Proxy.newProxyInstance(
              StatusServerTest.class.getClassLoader(),
              new Class<?>[] {ProcessContext.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final ExecutorMetrics metrics = new ExecutorMetrics();

  @Test
  void tellsWhetherTheExecutorIsRegistered() throws Exception {
    AtomicBoolean registered = new AtomicBoolean();
    try (StatusServer server = StatusServer.start(":0", metrics, registered::get)) {
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
      registered.set(true);
      HttpResponse<String> healthy = get(server, "/healthz");
      assertThat(healthy.statusCode()).isEqualTo(200);
      assertThat(healthy.body()).isEqualTo("ok\n");
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void showsWhatWasCounted() throws Exception {
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
    metrics.addRefusal("min_cohort");
    try (StatusServer server = StatusServer.start("127.0.0.1:0", metrics, () -> true)) {
      assertThat(get(server, "/metrics").body())
          .contains("blindsum_jobs_total{function=\"sum\",outcome=\"successful\"} 2.0")
          .contains("blindsum_jobs_total{function=\"sum\",outcome=\"failed\"} 1.0")
          .contains("blindsum_job_seconds_count{function=\"sum\"} 3")
          .contains("blindsum_jobs_running 0.0")
          .contains("blindsum_records_total 1000.0")
          .contains("blindsum_ciphertexts_total 20.0")
          .contains("blindsum_refused_total{rule=\"min_cohort\"} 1.0")
          .doesNotContain("secret");
    }
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
