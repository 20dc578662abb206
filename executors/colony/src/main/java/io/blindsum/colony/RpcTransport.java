package io.blindsum.colony;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends one signed message and reads one bounded reply. Sends nothing twice by itself. */
final class RpcTransport implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  private static final int READ_TIMEOUTS_PER_CALL = 10;

  private static final long UNKNOWN_LENGTH = -1;

  private final ColonyConfig config;
  private final OkHttpClient http;

  RpcTransport(ColonyConfig config) {
    this.config = config;
    this.http = HttpClients.of(config);
  }

  /**
   * Sends a message and returns the decoded payload of its reply.
   *
   * @param type the message type
   * @param message the members of the message, without the type
   * @param wait how long the server may hold the reply on purpose
   * @throws ColonyException if the server refuses or no usable reply comes
   */
  JsonNode call(Identity signer, String type, Map<String, ?> message, Duration wait) {
    Request request =
        new Request.Builder()
            .url(config.url())
            .post(new OneShotBody(envelope(signer, type, message)))
            .build();
    Call call = client(wait).newCall(request);
    call.timeout().timeout(callTimeout(wait).toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      return payload(type, response.code(), readBounded(call, response));
    } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
      throw ColonyException.notTrusted(config.host() + ":" + config.port(), e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("authenticate with proxy")) {
        throw ColonyException.proxyRefuses(e);
      }
      throw ColonyException.noReply(config.host() + ":" + config.port(), e);
    }
  }

  /** Bounds a reply that drips: each drop comes in time, the whole never. */
  private Duration callTimeout(Duration wait) {
    return config.readTimeout().multipliedBy(READ_TIMEOUTS_PER_CALL).plus(wait);
  }

  /** Breaks off everything under way, such as long polls; later calls work. */
  void cancelAll() {
    http.dispatcher().cancelAll();
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private OkHttpClient client(Duration wait) {
    return wait.isZero()
        ? http
        : http.newBuilder().readTimeout(config.readTimeout().plus(wait)).build();
  }

  private static byte[] envelope(Identity signer, String type, Map<String, ?> message) {
    String payload =
        Base64.getEncoder().encodeToString(Wire.JSON.writeValueAsBytes(withType(type, message)));
    String envelope =
        "{\"payloadtype\":\""
            + type
            + "\",\"payload\":\""
            + payload
            + "\",\"signature\":\""
            + signer.sign(payload)
            + "\"}";
    return envelope.getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> withType(String type, Map<String, ?> message) {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("msgtype", type);
    typed.putAll(message);
    return typed;
  }

  private byte[] readBounded(Call call, Response response) throws IOException {
    int limit = config.maxReplyBytes();
    BufferedSource source = response.body().source();
    long announced = response.body().contentLength();
    if (announced < UNKNOWN_LENGTH) {
      // OkHttp takes it for a length, and fails with no IOException when it reads that much
      call.cancel();
      throw ColonyException.unusable(response.code(), "its length is negative");
    }
    if (announced > limit || source.request(limit + 1L)) {
      // closing alone would go on reading for a while, to use the connection again
      boolean started = source.request(1);
      byte[] start =
          source.readByteArray(
              started ? Math.min(source.getBuffer().size(), AssignedId.MOST_BYTES) : 0);
      call.cancel();
      throw ColonyException.tooLarge(limit).about(AssignedId.of(start));
    }
    return source.readByteArray();
  }

  /**
   * Opens the envelope of a reply.
   *
   * <p>What is in it may be tens of megabytes: it is decoded while it is read, and held once.
   */
  static JsonNode payload(String type, int status, byte[] body) {
    try {
      Envelope envelope = Envelope.read(body);
      JsonNode content = envelope.content();
      if (content == null) {
        throw ColonyException.unusable(status, "not a Colonies envelope");
      }
      if (envelope.error() || envelope.type().equals("error")) {
        throw refusal(status, content);
      }
      if (!envelope.type().equals(type)) {
        throw ColonyException.unusable(status, "it answers another message");
      }
      return content;
    } catch (JacksonException | IllegalArgumentException e) {
      throw ColonyException.unusable(status, "not JSON of the protocol").about(AssignedId.of(body));
    } catch (OutOfMemoryError e) {
      throw ColonyException.unusable(status, "it is too large for this program's memory")
          .about(AssignedId.of(body));
    }
  }

  private static ColonyException refusal(int httpStatus, JsonNode content) {
    String message = text(content, "message");
    int status = content.path("status").intValue(httpStatus);
    return message == null
        ? ColonyException.unusable(httpStatus, "an error without a message")
        : ColonyException.refused(status, message);
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.get(member);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /** A body that is never sent a second time behind our back: a submission would double. */
  private static final class OneShotBody extends RequestBody {
    private final byte[] content;

    OneShotBody(byte[] content) {
      this.content = content;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return content.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(content);
    }
  }
}
