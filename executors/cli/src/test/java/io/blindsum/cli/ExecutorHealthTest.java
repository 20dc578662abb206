package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Health;
import io.blindsum.service.StatusServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ExecutorHealthTest {
  @Test
  void saysWhatIsWrongByTextCodeAndJson() throws IOException {
    AtomicReference<Optional<String>> server = new AtomicReference<>(Optional.empty());
    Health health = new Health().add(List.of(new Health.Check("server", server::get)));
    String address;
    try (StatusServer status = StatusServer.start(":0", new ExecutorMetrics(), health)) {
      address = ":" + status.port();
      assertThat(health(address).ok().out()).isEqualTo("server: ok\n");
      server.set(Optional.of("last contact\u001b 300 s ago"));
      assertThat(health(address).exitCode()).isEqualTo(ExitCode.NETWORK);
      assertThat(health(address).out()).isEqualTo("server: last contact? 300 s ago\n");
      assertThat(health(address, "--json").out())
          .isEqualTo("{\"ready\":false,\"server\":\"last contact? 300 s ago\"}\n");
    }
    health(address).failed(ExitCode.NETWORK, "no executor answers at " + address);
    health("9464").failed(ExitCode.USAGE, "9464 is no :PORT and no HOST:PORT");
  }

  private static Cli.Run health(String address, String... options) {
    return options.length == 0
        ? Cli.run("executor", "health", address)
        : Cli.run("executor", "health", address, options[0]);
  }
}
