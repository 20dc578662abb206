package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connects over TLS to a server whose certificate comes from an authority of its own. */
class TlsTest {
  // {"buildversion":"v"} in base64.
  private static final String VERSION =
      "{\"payloadtype\":\"versionmsg\",\"payload\":\"eyJidWlsZHZlcnNpb24iOiJ2In0=\"}";

  @TempDir private Path directory;

  @Test
  void trustsTheGivenAuthorityAndNoOther() throws Exception {
    Path ours = certificate("ours");
    Path others = certificate("others");
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(context("ours").getSocketFactory());
      server.start();
      server.enqueue(new MockResponse.Builder().body(VERSION).build());
      ColonyConfig.Builder config = ColonyConfig.builder("localhost", server.getPort()).tls(true);
      try (ColonyClient client =
          ColonyClient.connect(config.certificateAuthorities(ours).build(), Identity.generate())) {
        assertThat(client.version().buildVersion()).isEqualTo("v");
      }
      try (ColonyClient client =
          ColonyClient.connect(
              config.certificateAuthorities(others).build(), Identity.generate())) {
        assertThat(catchThrowableOfType(ColonyException.class, client::version).status())
            .isEqualTo(ColonyException.NO_REPLY);
      }
    }
  }

  private Path certificate(String name) throws Exception {
    keytool(
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    Path pem = directory.resolve(name + ".pem");
    keytool(name, "-exportcert", "-rfc", "-file", pem.toString());
    return pem;
  }

  private void keytool(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", name, "-storepass", "changeit", "-keystore", store(name).toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private SSLContext context(String name) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Path store(String name) {
    return directory.resolve(name + ".p12");
  }
}
