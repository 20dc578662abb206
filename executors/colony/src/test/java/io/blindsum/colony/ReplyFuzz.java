package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Replies of any bytes, from a server that is no friend. */
public class ReplyFuzz {
  private static final String TYPE = "getprocessmsg";
  private static final List<Class<?>> RECORDS =
      List.of(
          Process.class,
          Process[].class,
          ProcessGraph.class,
          Executor[].class,
          Function[].class,
          LogEntry[].class,
          ChannelEntry[].class,
          Attribute.class,
          User[].class);

  @FuzzTest
  @Requirement(id = "R31", figure = "replies of any bytes: read or one typed error")
  public void envelopes(byte[] input) {
    Refusals.parse(() -> RpcTransport.payload(TYPE, 200, input), ColonyException.class);
  }

  /** What the envelope of an answer holds. */
  @FuzzTest
  @Requirement(id = "R31", figure = "payloads of replies, of any bytes: read or one typed error")
  public void payloads(byte[] input) {
    Refusals.parse(
            () -> RpcTransport.payload(TYPE, 200, envelope(TYPE, input)), ColonyException.class)
        .ifPresent(ReplyFuzz::readAsEverything);
    Refusals.parse(
        () -> RpcTransport.payload(TYPE, 500, envelope("error", input)), ColonyException.class);
  }

  @FuzzTest
  public void workflowFiles(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Refusals.parse(() -> WorkflowFile.read(text, "dev"), IllegalArgumentException.class)
        .ifPresent(workflow -> assertThat(workflow.colonyName()).isEqualTo("dev"));
  }

  private static void readAsEverything(JsonNode payload) {
    for (Class<?> type : RECORDS) {
      Refusals.parse(() -> ColonyClient.read(payload, type), ColonyException.class)
          .ifPresent(record -> assertThat(record.toString()).isNotEmpty());
    }
  }

  private static byte[] envelope(String type, byte[] payload) {
    return "{\"payloadtype\":\"%s\",\"payload\":\"%s\",\"error\":false}"
        .formatted(type, Base64.getEncoder().encodeToString(payload))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
