package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColonyConfigTest {
  private static final String KEY = "01".repeat(32);

  @Test
  void readsTheEnvironmentColoniesProgramsUse() {
    ColonyConfig config =
        ColonyConfig.fromEnvironment(
            Map.of(
                "COLONIES_SERVER_HOST", "colony.example.org",
                "COLONIES_SERVER_PORT", "8443",
                "COLONIES_SERVER_TLS", "true",
                "COLONIES_COLONY_NAME", "dev",
                "COLONIES_PRVKEY", KEY,
                "COLONIES_EXECUTOR_NAME", "r1",
                "COLONIES_EXECUTOR_TYPE", "hospital",
                "BLINDSUM_COLONY_CA", "ca.pem",
                "HTTPS_PROXY", "proxy.example.org:3128"));
    assertThat(config.url()).isEqualTo("https://colony.example.org:8443/api");
    assertThat(config.colonyName()).isEqualTo("dev");
    assertThat(config.identity()).map(Identity::id).contains(Identity.fromPrivateKey(KEY).id());
    assertThat(config.colonyKey()).isEmpty();
    assertThat(config.executorName()).contains("r1");
    assertThat(config.executorType()).contains("hospital");
    assertThat(config.certificateAuthorities()).isPresent();
    assertThat(config.httpsProxy().orElseThrow().getPort()).isEqualTo(3128);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, false",
    ".example.org, false",
    "colony.EXAMPLE.org, false",
    "*, false",
    "'localhost, .example.org', false",
    "ample.org, true",
    "example.com, true",
    "'', true"
  })
  void takesTheProxyUnlessTheHostGoesDirect(String noProxy, boolean proxied) {
    for (String[] names :
        new String[][] {{"HTTPS_PROXY", "NO_PROXY"}, {"https_proxy", "no_proxy"}}) {
      ColonyConfig config =
          ColonyConfig.fromEnvironment(
              Map.of(
                  "COLONIES_SERVER_HOST",
                  "colony.example.org",
                  "COLONIES_TLS",
                  "true",
                  names[0],
                  "http://user:word@proxy.example.org:3128",
                  names[1],
                  noProxy));
      assertThat(config.httpsProxy().isPresent()).isEqualTo(proxied);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "socks5://h:1", "http://user:wo rd@h:1", "://"})
  void namesABadProxyAndHidesItsLogin(String value) {
    assertThatThrownBy(() -> ColonyConfig.fromEnvironment(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTPS_PROXY")
        .hasMessageNotContaining("wo rd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.255.3.4", "::1"})
  void allowsPlainHttpOnThisMachine(String host) {
    assertThat(ColonyConfig.builder(host, 1).build().isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", "::"})
  void refusesPlainHttpElsewhere(String host) {
    ColonyConfig.Builder builder = ColonyConfig.builder(host, 1);
    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasLocalDefaults() {
    assertThat(ColonyConfig.fromEnvironment(Map.of()).url())
        .isEqualTo("http://localhost:50080/api");
  }

  @Test
  void refusesPlainHttpToAnotherMachineUnlessAllowed() {
    Map<String, String> plain = Map.of("COLONIES_SERVER_HOST", "10.0.0.1");
    assertThatThrownBy(() -> ColonyConfig.fromEnvironment(plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("COLONIES_TLS=true")
        .hasMessageContaining("BLINDSUM_COLONY_INSECURE_HTTP=true");
    assertThat(
            ColonyConfig.fromEnvironment(
                    Map.of(
                        "COLONIES_SERVER_HOST",
                        "10.0.0.1",
                        "BLINDSUM_COLONY_INSECURE_HTTP",
                        "true"))
                .tls())
        .isFalse();
  }

  @Test
  void namesABadVariableAndHidesItsSecret() {
    assertThatThrownBy(
            () -> ColonyConfig.fromEnvironment(Map.of("COLONIES_PRVKEY", KEY.substring(1))))
        .hasMessageStartingWith("COLONIES_PRVKEY")
        .hasMessageNotContaining(KEY.substring(1));
    assertThatThrownBy(() -> ColonyConfig.fromEnvironment(Map.of("COLONIES_SERVER_PORT", "x")))
        .hasMessageStartingWith("COLONIES_SERVER_PORT");
    assertThatThrownBy(() -> ColonyConfig.fromEnvironment(Map.of("COLONIES_TLS", "perhaps")))
        .hasMessageStartingWith("COLONIES_TLS");
  }
}
