package io.blindsum.colony;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which object store to use, and with which keys. Never prints the secret one.
 *
 * @param host host name or address
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted
 * @param bucket the bucket, which has to be there
 * @param signature what signs the requests
 * @param certificateAuthorities the PEM file of authorities to trust instead of the system's
 */
public record ObjectStoreConfig(
    String host,
    int port,
    boolean tls,
    String bucket,
    AwsSignature signature,
    Optional<Path> certificateAuthorities) {
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:https?://)?(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+)(?::(\\d{1,5}))?/?");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the variables that ColonyOS' own programs use: {@code AWS_S3_ENDPOINT} (host and port;
   * without it there is no store), {@code AWS_S3_TLS} (false), {@code AWS_S3_ACCESSKEY}, {@code
   * AWS_S3_SECRETKEY}, {@code AWS_S3_BUCKET} and {@code AWS_S3_REGION} (us-east-1); and of this
   * project {@code BLINDSUM_COLONY_CA} and {@code BLINDSUM_COLONY_INSECURE_HTTP}, as for the
   * colony's server.
   *
   * @throws IllegalArgumentException if a variable is missing or has a value that cannot be used,
   *     naming it
   */
  public static Optional<ObjectStoreConfig> fromEnvironment(Map<String, String> environment) {
    String endpoint = text(environment, "AWS_S3_ENDPOINT");
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    Matcher place = ENDPOINT.matcher(endpoint);
    require(place.matches(), "AWS_S3_ENDPOINT is not host:port");
    String host = String.valueOf(place.group(1));
    boolean tls = flag(environment, "AWS_S3_TLS") || endpoint.startsWith("https://");
    require(
        !flag(environment, "AWS_S3_SKIPVERIFY"),
        "AWS_S3_SKIPVERIFY=true would trust anybody: name the store's authority in"
            + " BLINDSUM_COLONY_CA");
    require(
        tls
            || LOOPBACK.matcher(host).matches()
            || flag(environment, "BLINDSUM_COLONY_INSECURE_HTTP"),
        "plain HTTP to "
            + host
            + " can be read and forged on the way: set AWS_S3_TLS=true, or"
            + " BLINDSUM_COLONY_INSECURE_HTTP=true to accept that");
    String usual = tls ? "443" : "80";
    int port = Integer.parseInt(place.group(2) == null ? usual : place.group(2));
    require(port >= 1 && port <= 65_535, "AWS_S3_ENDPOINT has no port from 1 to 65535");
    String bucket = needed(environment, "AWS_S3_BUCKET");
    require(BUCKET.matcher(bucket).matches(), "AWS_S3_BUCKET is no name of a bucket");
    String region = text(environment, "AWS_S3_REGION");
    return Optional.of(
        new ObjectStoreConfig(
            host,
            port,
            tls,
            bucket,
            new AwsSignature(
                needed(environment, "AWS_S3_ACCESSKEY"),
                needed(environment, "AWS_S3_SECRETKEY"),
                region.isEmpty() ? "us-east-1" : region),
            Optional.of(text(environment, "BLINDSUM_COLONY_CA"))
                .filter(path -> !path.isEmpty())
                .map(Path::of)));
  }

  /** Returns the reference of an object in the bucket. */
  public ColonyFile.S3Object place(String object) {
    return new ColonyFile.S3Object(host, port, tls, signature.region(), bucket, object);
  }

  private static String text(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static String needed(Map<String, String> environment, String name) {
    String value = text(environment, name);
    require(!value.isEmpty(), name + " is not set, and AWS_S3_ENDPOINT names an object store");
    return value;
  }

  private static boolean flag(Map<String, String> environment, String name) {
    return switch (text(environment, name).toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no", "" -> false;
      default -> throw new IllegalArgumentException(name + " is neither true nor false");
    };
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
