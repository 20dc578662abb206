package io.blindsum.colony;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which server and colony to speak to, and with which keys. Never prints a private key. */
public final class ColonyConfig {
  private final Builder values;

  private ColonyConfig(Builder values) {
    this.values = values;
  }

  /**
   * Reads the environment that Colonies programs use.
   *
   * <p>{@code COLONIES_SERVER_HOST} (localhost), {@code COLONIES_SERVER_PORT} (443 with TLS, else
   * 50080), {@code COLONIES_TLS} or {@code COLONIES_SERVER_TLS} (false), {@code
   * COLONIES_COLONY_NAME}, {@code COLONIES_COLONY_PRVKEY} (the owner's key, optional), {@code
   * COLONIES_PRVKEY} (the program's own key, optional), {@code COLONIES_EXECUTOR_NAME}, {@code
   * COLONIES_EXECUTOR_TYPE}; and of this project {@code BLINDSUM_COLONY_CA} (a PEM file of
   * authorities to trust instead of the system's), {@code BLINDSUM_COLONY_INSECURE_HTTP} (true
   * allows plain HTTP to another machine); {@code HTTPS_PROXY} is used for TLS, unless the host is
   * in {@code NO_PROXY} (either in lower case too).
   *
   * @throws IllegalArgumentException if a variable has a value that cannot be used, naming it
   */
  public static ColonyConfig fromEnvironment(Map<String, String> environment) {
    return new ColonyEnvironment(environment).config();
  }

  /** Starts a configuration of a server by host and port. */
  public static Builder builder(String host, int port) {
    return new Builder(host, port);
  }

  /** Returns the server's host name or address. */
  public String host() {
    return values.host;
  }

  /** Returns the server's port, 1 to 65535. */
  public int port() {
    return values.port;
  }

  /** Says whether the connection is encrypted. */
  public boolean tls() {
    return values.tls;
  }

  /** Returns the colony; empty for programs that manage colonies. */
  public String colonyName() {
    return values.colonyName;
  }

  /** Returns the colony owner's key, which may register executors. */
  public Optional<Identity> colonyKey() {
    return Optional.ofNullable(values.colonyKey);
  }

  /** Returns the program's own key. */
  public Optional<Identity> identity() {
    return Optional.ofNullable(values.identity);
  }

  /** Returns the executor name to register under. */
  public Optional<String> executorName() {
    return Optional.ofNullable(values.executorName);
  }

  /** Returns the executor type to register as. */
  public Optional<String> executorType() {
    return Optional.ofNullable(values.executorType);
  }

  /** Returns the PEM file of authorities to trust instead of the system's. */
  public Optional<Path> certificateAuthorities() {
    return Optional.ofNullable(values.certificateAuthorities);
  }

  /** Returns the proxy for TLS connections. */
  public Optional<URI> httpsProxy() {
    return Optional.ofNullable(values.httpsProxy);
  }

  /** Returns the longest reply that is read, in bytes. */
  public int maxReplyBytes() {
    return values.maxReplyBytes;
  }

  /** Returns how long a reply may keep silent, on top of a long poll. */
  public Duration readTimeout() {
    return values.readTimeout;
  }

  /** Says whether the server runs on this machine. */
  public boolean isLoopback() {
    String host = values.host.toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Returns where requests go, such as {@code https://colony.example.org:443/api}. */
  public String url() {
    String host = values.host.contains(":") ? "[" + values.host + "]" : values.host;
    return (values.tls ? "https://" : "http://") + host + ":" + values.port + "/api";
  }

  @Override
  public String toString() {
    return "ColonyConfig[" + url() + ", colony=" + values.colonyName + "]";
  }

  /** Collects the parts of a {@link ColonyConfig}. */
  public static final class Builder {
    private static final long LONGEST_REPLY = 64 << 20;
    private static final long SHORTEST_REPLY = 4 << 20;
    private static final int MEMORY_SHARE = 6;

    private final String host;
    private final int port;
    private boolean tls;
    private String colonyName = "";
    private @Nullable Identity colonyKey;
    private @Nullable Identity identity;
    private @Nullable String executorName;
    private @Nullable String executorType;
    private @Nullable Path certificateAuthorities;
    private @Nullable URI httpsProxy;
    private boolean insecureHttp;
    private int maxReplyBytes = defaultMaxReplyBytes();
    private Duration readTimeout = Duration.ofSeconds(30);

    private Builder(String host, int port) {
      this.host = host;
      this.port = port;
    }

    private Builder(Builder other) {
      this(other.host, other.port);
      tls = other.tls;
      colonyName = other.colonyName;
      colonyKey = other.colonyKey;
      identity = other.identity;
      executorName = other.executorName;
      executorType = other.executorType;
      certificateAuthorities = other.certificateAuthorities;
      httpsProxy = other.httpsProxy;
      insecureHttp = other.insecureHttp;
      maxReplyBytes = other.maxReplyBytes;
      readTimeout = other.readTimeout;
    }

    /** Encrypts the connection. */
    public Builder tls(boolean value) {
      tls = value;
      return this;
    }

    /** Sets the colony. */
    public Builder colonyName(String value) {
      colonyName = value;
      return this;
    }

    /** Sets the colony owner's key. */
    public Builder colonyKey(Identity value) {
      colonyKey = value;
      return this;
    }

    /** Sets the program's own key. */
    public Builder identity(Identity value) {
      identity = value;
      return this;
    }

    /** Sets the executor name to register under. */
    public Builder executorName(String value) {
      executorName = value;
      return this;
    }

    /** Sets the executor type to register as. */
    public Builder executorType(String value) {
      executorType = value;
      return this;
    }

    /** Trusts the authorities of a PEM file instead of the system's. */
    public Builder certificateAuthorities(Path value) {
      certificateAuthorities = value;
      return this;
    }

    /** Sends TLS through a proxy, {@code http://[user:password@]host:port}. */
    public Builder httpsProxy(URI value) {
      httpsProxy = value;
      return this;
    }

    /** Allows plain HTTP to another machine, where anyone on the way reads and forges replies. */
    public Builder insecureHttp(boolean value) {
      insecureHttp = value;
      return this;
    }

    /** A reply is held up to three times while it is read, and several may come at once. */
    private static int defaultMaxReplyBytes() {
      long most = Math.min(LONGEST_REPLY, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
      return Math.toIntExact(Math.max(SHORTEST_REPLY, most));
    }

    /**
     * Sets the longest reply that is read, in bytes, above 0; a sixth of the memory unless set, and
     * 64 MiB at most.
     */
    public Builder maxReplyBytes(int value) {
      maxReplyBytes = value;
      return this;
    }

    /** Sets how long a reply may keep silent, on top of a long poll; 30 s unless set. */
    public Builder readTimeout(Duration value) {
      readTimeout = value;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if the port is outside [1, 65535], the reply limit is not
     *     positive, or plain HTTP would go to another machine without being allowed to
     */
    public ColonyConfig build() {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + " is outside [1, 65535]");
      }
      if (maxReplyBytes < 1) {
        throw new IllegalArgumentException("maxReplyBytes " + maxReplyBytes + " is not positive");
      }
      ColonyConfig config = new ColonyConfig(new Builder(this));
      if (!tls && !insecureHttp && !config.isLoopback()) {
        throw new IllegalArgumentException(
            "plain HTTP to "
                + host
                + " can be read and forged on the way: set COLONIES_TLS=true, or"
                + " BLINDSUM_COLONY_INSECURE_HTTP=true to accept that");
      }
      return config;
    }
  }
}
