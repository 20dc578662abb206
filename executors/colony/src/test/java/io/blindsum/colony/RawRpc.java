package io.blindsum.colony;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Sends envelopes as they are given, also those no client of ours would send. */
final class RawRpc {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;

  RawRpc(ColonyConfig config) {
    this.uri = URI.create(config.url());
  }

  /**
   * A reply.
   *
   * @param status the HTTP status
   * @param content the decoded payload
   */
  record Reply(int status, JsonNode content) {
    String message() {
      return content.path("message").stringValue("");
    }
  }

  /** Turns the JSON of a message into the text that is signed. */
  static String payload(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  Reply send(String type, String payload, String signature)
      throws IOException, InterruptedException {
    String envelope =
        "{\"payloadtype\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
            .formatted(type, payload, signature);
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(envelope)).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode reply = Wire.JSON.readTree(response.body());
    byte[] content = Base64.getDecoder().decode(reply.get("payload").stringValue());
    return new Reply(response.statusCode(), Wire.JSON.readTree(content));
  }
}
