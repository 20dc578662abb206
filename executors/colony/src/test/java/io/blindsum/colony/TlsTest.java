package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connects over TLS to servers whose certificates are right, and wrong in every way we know. */
class TlsTest {
  // [] in base64.
  private static final String NOTHING =
      "{\"payloadtype\":\"getfunctionsmsg\",\"payload\":\"W10=\"}";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;

  private final MockWebServer server = new MockWebServer();
  private TestCertificate authority;
  private Path trusted;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority = TestCertificate.authority("ours").build();
    trusted = authority.writePem(directory.resolve("ours.pem"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void trustsTheGivenAuthority() throws Exception {
    show(TestCertificate.server("localhost").issuedBy(authority).build());
    server.enqueue(new MockResponse.Builder().body(NOTHING).build());
    try (ColonyClient client = connect()) {
      assertThat(client.getFunctions("e")).isEmpty();
    }
  }

  @Test
  void trustsTheAuthoritiesOfTheSystemOnlyUnlessToldOthers() throws Exception {
    show(TestCertificate.server("localhost").issuedBy(authority).build());
    ColonyConfig config = ColonyConfig.builder("localhost", server.getPort()).tls(true).build();
    try (ColonyClient client = ColonyClient.connect(config, Identity.generate())) {
      assertRefused(client);
    }
  }

  @Test
  void refusesAnUnknownAuthority() throws Exception {
    TestCertificate other = TestCertificate.authority("others").build();
    assertRefused(TestCertificate.server("localhost").issuedBy(other));
  }

  @Test
  void refusesAnUnknownAuthorityOfTheSameName() throws Exception {
    TestCertificate impostor = TestCertificate.authority("ours").build();
    assertRefused(TestCertificate.server("localhost").issuedBy(impostor));
  }

  @Test
  void refusesASelfSignedCertificate() throws Exception {
    assertRefused(TestCertificate.server("localhost"));
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    assertRefused(
        TestCertificate.server("localhost")
            .issuedBy(authority)
            .valid(DAY.multipliedBy(-2), DAY.negated()));
  }

  @Test
  void refusesACertificateOfTheFuture() throws Exception {
    assertRefused(
        TestCertificate.server("localhost").issuedBy(authority).valid(DAY, DAY.multipliedBy(2)));
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    assertRefused(TestCertificate.server("colony.example.org").issuedBy(authority));
  }

  @Test
  void refusesACertificateThatNamesItsHostAsTheSubjectOnly() throws Exception {
    assertRefused(TestCertificate.server("localhost").issuedBy(authority).withoutAlternativeName());
  }

  @Test
  void refusesACertificateFromAnIssuerThatIsNoAuthority() throws Exception {
    TestCertificate server =
        TestCertificate.server("other.example.org").issuedBy(authority).build();
    assertRefused(TestCertificate.server("localhost").issuedBy(server));
  }

  @Test
  void refusesACertificateForClients() throws Exception {
    assertRefused(TestCertificate.server("localhost").issuedBy(authority).forClientsOnly());
  }

  @Test
  void refusesABrokenSignatureAlgorithm() throws Exception {
    TestCertificate weak = TestCertificate.authority("weak").weak().build();
    trusted = weak.writePem(directory.resolve("weak.pem"));
    assertRefused(TestCertificate.server("localhost").issuedBy(weak).weak());
  }

  @Test
  void refusesAServerThatSpeaksPlainHttp() throws Exception {
    server.start();
    server.enqueue(new MockResponse.Builder().body(NOTHING).build());
    // it waits for the rest of what it takes for a request
    ColonyConfig impatient = config().readTimeout(Duration.ofSeconds(1)).build();
    try (ColonyClient client = ColonyClient.connect(impatient, Identity.generate())) {
      ColonyException refusal =
          catchThrowableOfType(ColonyException.class, () -> client.getFunctions("e"));
      assertThat(refusal.status()).isEqualTo(ColonyException.NO_REPLY);
    }
  }

  @Test
  void namesAFileThatHoldsNoCertificates() throws Exception {
    Path file = Files.writeString(directory.resolve("not.pem"), "nothing");
    ColonyConfig config =
        ColonyConfig.builder("localhost", 1).tls(true).certificateAuthorities(file).build();
    assertThatThrownBy(() -> ColonyClient.connect(config, Identity.generate()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BLINDSUM_COLONY_CA: cannot read certificates from " + file);
  }

  @Test
  void goesThroughAProxyAndKeepsItsLoginFromTheServer() throws Exception {
    show(TestCertificate.server("colony.example.org").issuedBy(authority).build());
    server.enqueue(new MockResponse.Builder().inTunnel().build());
    server.enqueue(new MockResponse.Builder().body(NOTHING).build());
    try (ColonyClient client = connectThroughProxy()) {
      assertThat(client.getFunctions("e")).isEmpty();
    }
    RecordedRequest tunnel = server.takeRequest();
    assertThat(tunnel.getRequestLine()).isEqualTo("CONNECT colony.example.org:443 HTTP/1.1");
    assertThat(tunnel.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXNlcjp3b3Jk");
    assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
  }

  @Test
  void saysThatAProxyRefusedTheLogin() throws Exception {
    show(TestCertificate.server("colony.example.org").issuedBy(authority).build());
    server.enqueue(
        new MockResponse.Builder()
            .code(407)
            .addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
            .inTunnel()
            .build());
    try (ColonyClient client = connectThroughProxy()) {
      assertThat(catchThrowableOfType(ColonyException.class, () -> client.getFunctions("e")))
          .hasMessageContaining("the proxy refuses the login in HTTPS_PROXY")
          .hasMessageNotContaining("word");
    }
  }

  private ColonyClient connectThroughProxy() {
    ColonyConfig config =
        ColonyConfig.builder("colony.example.org", 443)
            .tls(true)
            .certificateAuthorities(trusted)
            .httpsProxy(URI.create("http://user:word@127.0.0.1:" + server.getPort()))
            .build();
    return ColonyClient.connect(config, Identity.generate());
  }

  private void assertRefused(TestCertificate.Builder certificate) throws Exception {
    show(certificate.build());
    try (ColonyClient client = connect()) {
      assertRefused(client);
    }
  }

  private void assertRefused(ColonyClient client) {
    ColonyException refusal =
        catchThrowableOfType(ColonyException.class, () -> client.getFunctions("e"));
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.isTransient()).isFalse();
    assertThat(refusal.getMessage())
        .startsWith("no secure connection to localhost:" + server.getPort())
        .contains("BLINDSUM_COLONY_CA");
    assertThat(server.getRequestCount()).isZero();
  }

  private void show(TestCertificate certificate) throws Exception {
    server.useHttps(certificate.serverSockets());
    server.start();
  }

  private ColonyClient connect() {
    return ColonyClient.connect(config().build(), Identity.generate());
  }

  private ColonyConfig.Builder config() {
    return ColonyConfig.builder("localhost", server.getPort())
        .tls(true)
        .certificateAuthorities(trusted);
  }
}
