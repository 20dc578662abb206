package io.blindsum.colony;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Builds the HTTP client of a configuration: protocol, time limits, trusted authorities, proxy. */
final class HttpClients {
  private HttpClients() {}

  static OkHttpClient of(ColonyConfig config) {
    OkHttpClient.Builder builder =
        builder(config.readTimeout()).writeTimeout(Duration.ofSeconds(60));
    if (config.tls()) {
      config.certificateAuthorities().ifPresent(pem -> trustOnly(builder, pem));
      if (!config.isLoopback()) {
        config.httpsProxy().ifPresent(proxy -> useProxy(builder, proxy));
      }
    }
    return builder.build();
  }

  /**
   * Builds the client of an object store.
   *
   * @param silence how long it may keep silent; a whole request may take ten times as long
   */
  static OkHttpClient of(ObjectStoreConfig config, Duration silence) {
    OkHttpClient.Builder builder =
        builder(silence).writeTimeout(silence).callTimeout(silence.multipliedBy(10));
    if (config.tls()) {
      config.certificateAuthorities().ifPresent(pem -> trustOnly(builder, pem));
    }
    return builder.build();
  }

  private static OkHttpClient.Builder builder(Duration silence) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(silence)
        .followRedirects(false);
  }

  private static void trustOnly(OkHttpClient.Builder builder, Path pem) {
    try {
      X509TrustManager trust = trustManager(pem);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      builder.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "BLINDSUM_COLONY_CA: cannot read certificates from " + pem, e);
    }
  }

  private static X509TrustManager trustManager(Path pem)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(pem)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in the file");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int index = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  private static void useProxy(OkHttpClient.Builder builder, URI proxy) {
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    builder.proxy(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    String login = proxy.getUserInfo();
    if (login != null) {
      int colon = login.indexOf(':');
      String user = colon < 0 ? login : login.substring(0, colon);
      String password = colon < 0 ? "" : login.substring(colon + 1);
      String header = Credentials.basic(user, password);
      builder.proxyAuthenticator(
          (route, response) ->
              // A second challenge means the login is wrong: give up.
              response.request().header("Proxy-Authorization") != null
                  ? null
                  : response.request().newBuilder().header("Proxy-Authorization", header).build());
    }
  }
}
