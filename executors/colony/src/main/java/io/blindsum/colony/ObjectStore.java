package io.blindsum.colony;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts, gets and removes the objects of one bucket of a store that speaks S3. Safe for use by many
 * threads.
 *
 * <p>Each request is signed together with the SHA-256 of its body. What comes back is checked by
 * whoever asked: a store keeps what others gave it.
 */
public final class ObjectStore implements AutoCloseable {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");
  private static final byte[] NOTHING = {};
  private static final int LONGEST_REFUSAL = 4 << 10;
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>");

  /** What people can do about a refusal, by the code of the store. */
  private static final Map<String, String> FIXES =
      Map.of(
          "NoSuchBucket", "make the bucket that AWS_S3_BUCKET names",
          "NoSuchKey", "somebody removed it: its batch has to be made again",
          "InvalidAccessKeyId", "see AWS_S3_ACCESSKEY",
          "SignatureDoesNotMatch", "see AWS_S3_SECRETKEY and AWS_S3_REGION",
          "AuthorizationHeaderMalformed", "see AWS_S3_REGION",
          "AccessDenied", "the key of AWS_S3_ACCESSKEY may not do this in the bucket",
          "RequestTimeTooSkewed", "set the clock of this machine",
          "QuotaExceeded", "make room in the store",
          "XMinioStorageFull", "make room in the store");

  private final ObjectStoreConfig config;
  private final OkHttpClient http;

  private ObjectStore(ObjectStoreConfig config, OkHttpClient http) {
    this.config = config;
    this.http = http;
  }

  /**
   * Makes a client; nothing is asked yet.
   *
   * @throws IllegalArgumentException if the file of authorities cannot be read
   */
  public static ObjectStore connect(ObjectStoreConfig config) {
    return connect(config, Duration.ofSeconds(30));
  }

  /** Makes a client with another patience for a store that keeps silent. */
  static ObjectStore connect(ObjectStoreConfig config, Duration silence) {
    return new ObjectStore(config, HttpClients.of(config, silence));
  }

  /** Returns where an object of this store lies. */
  public ColonyFile.S3Object place(String object) {
    return config.place(object);
  }

  /**
   * Stores an object, in place of one of the same key.
   *
   * @param sha256 of the content, in hex; the store compares it
   * @throws ObjectStoreException if the store does not take it
   */
  public void put(String object, byte[] content, String sha256) {
    call("PUT", object, RequestBody.create(content, BYTES), sha256, response -> NOTHING);
  }

  /**
   * Reads an object.
   *
   * @param limit the most bytes that are read
   * @return the object, or its first {@code limit} bytes and one more if it is longer
   * @throws ObjectStoreException if the store does not give it
   */
  public byte[] get(String object, int limit) {
    return call(
        "GET",
        object,
        null,
        AwsSignature.sha256(NOTHING),
        response -> {
          BufferedSource source = response.body().source();
          source.request(limit + 1L);
          return source.readByteArray(Math.min(limit + 1L, source.getBuffer().size()));
        });
  }

  /**
   * Removes an object; one that is not there is removed already.
   *
   * @throws ObjectStoreException if the store does not
   */
  public void remove(String object) {
    call("DELETE", object, null, AwsSignature.sha256(NOTHING), response -> NOTHING);
  }

  @FunctionalInterface
  private interface Reader {
    byte[] read(Response response) throws IOException;
  }

  private byte[] call(
      String method, String object, @Nullable RequestBody body, String sha256, Reader reader) {
    HttpUrl url =
        new HttpUrl.Builder()
            .scheme(config.tls() ? "https" : "http")
            .host(config.host().replaceAll("[\\[\\]]", ""))
            .port(config.port())
            .addPathSegment(config.bucket())
            .addPathSegments(object)
            .build();
    Map<String, String> signed = new LinkedHashMap<>();
    boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
    signed.put("Host", config.host() + (usual ? "" : ":" + url.port()));
    signed.put("x-amz-content-sha256", sha256);
    signed.put("x-amz-date", AwsSignature.time(Instant.now()));
    Request.Builder request = new Request.Builder().url(url).method(method, body);
    signed.forEach(request::header);
    request.header(
        "Authorization", config.signature().authorization(method, url.encodedPath(), signed));
    try (Response response = http.newCall(request.build()).execute()) {
      if (response.isSuccessful()) {
        return reader.read(response);
      }
      if (method.equals("DELETE") && response.code() == 404) {
        return NOTHING;
      }
      throw refusal(response);
    } catch (InterruptedIOException e) {
      throw trouble("it is too slow, or does not answer", "try later, or another store");
    } catch (IOException e) {
      throw trouble(
          "no whole reply (" + e.getClass().getSimpleName() + ")",
          "see AWS_S3_ENDPOINT and AWS_S3_TLS");
    }
  }

  private ObjectStoreException refusal(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(LONGEST_REFUSAL);
    long length = Math.min(LONGEST_REFUSAL, source.getBuffer().size());
    Matcher code = CODE.matcher(source.readUtf8(length));
    String word = code.find() ? String.valueOf(code.group(1)) : "no S3 error";
    String fix =
        response.code() == 507 ? "make room in the store" : FIXES.getOrDefault(word, "see its log");
    return trouble(word + ", HTTP " + response.code(), fix);
  }

  private ObjectStoreException trouble(String what, String fix) {
    return new ObjectStoreException(
        "object store %s:%s, bucket %s: %s: %s"
            .formatted(config.host(), config.port(), config.bucket(), what, fix));
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
