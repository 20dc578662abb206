package io.blindsum.colony;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration from environment variables and names the one that cannot be used. */
final class ColonyEnvironment {
  private final Map<String, String> variables;

  ColonyEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  ColonyConfig config() {
    boolean tls = flag("COLONIES_TLS") || flag("COLONIES_SERVER_TLS");
    String host = text("COLONIES_SERVER_HOST").orElse("localhost");
    ColonyConfig.Builder builder =
        ColonyConfig.builder(host, port(tls))
            .tls(tls)
            .colonyName(text("COLONIES_COLONY_NAME").orElse(""))
            .insecureHttp(flag("BLINDSUM_COLONY_INSECURE_HTTP"));
    key("COLONIES_COLONY_PRVKEY").ifPresent(builder::colonyKey);
    key("COLONIES_PRVKEY").ifPresent(builder::identity);
    text("COLONIES_EXECUTOR_NAME").ifPresent(builder::executorName);
    text("COLONIES_EXECUTOR_TYPE").ifPresent(builder::executorType);
    text("BLINDSUM_COLONY_CA").map(Path::of).ifPresent(builder::certificateAuthorities);
    proxyFor(host).ifPresent(builder::httpsProxy);
    return builder.build();
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private boolean flag(String name) {
    String value = text(name).orElse("false").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new IllegalArgumentException(name + " is neither true nor false: " + value);
    };
  }

  private int port(boolean tls) {
    String value = text("COLONIES_SERVER_PORT").orElse(tls ? "443" : "50080");
    if (!value.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("COLONIES_SERVER_PORT is no port number: " + value);
    }
    return Integer.parseInt(value);
  }

  private Optional<Identity> key(String name) {
    try {
      return text(name).map(Identity::fromPrivateKey);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private Optional<URI> proxyFor(String host) {
    return goesDirect(host) ? Optional.empty() : eitherCase("HTTPS_PROXY").map(this::proxyUri);
  }

  /** Entries are host names, which stand for their subdomains too, or a star for every host. */
  private boolean goesDirect(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return Arrays.stream(eitherCase("NO_PROXY").orElse("").split(",", -1))
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> entry.equals("*") || name.equals(entry) || name.endsWith("." + entry));
  }

  private Optional<String> eitherCase(String name) {
    return text(name).or(() -> text(name.toLowerCase(Locale.ROOT)));
  }

  private URI proxyUri(String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null && "http".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The message would repeat the value, which may hold a password.
    }
    throw new IllegalArgumentException(
        "HTTPS_PROXY is no address of a proxy, write http://[user:password@]host:port");
  }
}
