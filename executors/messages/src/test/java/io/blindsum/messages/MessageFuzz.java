package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.text.DataException;
import io.blindsum.text.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Messages between executors, and arguments of calls, of any text. */
public class MessageFuzz {
  /** As the client of the colony reads them: any value at any place. */
  private static final ObjectMapper LENIENT = new ObjectMapper();

  private static final List<Function<Map<String, Object>, Record>> REQUESTS =
      List.of(
          PlanRequest::of,
          EncryptRequest::of,
          ReduceRequest::of,
          CombineRequest::of,
          PartRequest::of,
          ReleaseRequest::of,
          StudyRequest::of);

  @FuzzTest
  @Requirement(id = "R31", figure = "messages of any text: read and written alike, or refused")
  public void messages(byte[] input) {
    Refusals.parse(() -> Signed.parse("in[0]", text(input)), MessageException.class)
        .ifPresent(
            message -> {
              assertThat(Signed.parse("in[0]", message.toText())).isEqualTo(message);
              assertThat(message.signedBytes("")).isNotEmpty();
            });
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "arguments of any JSON: read or refused in one line")
  public void arguments(byte[] input) {
    Map<String, Object> arguments = arguments(text(input));
    for (Function<Map<String, Object>, Record> request : REQUESTS) {
      Refusals.parse(() -> request.apply(arguments), MessageException.class)
          .ifPresent(
              read -> assertThat(request.apply(MessageJson.arguments(read))).isEqualTo(read));
    }
  }

  @FuzzTest
  public void signers(byte[] input) {
    Refusals.parse(
        () -> TrustedSigners.of(YamlMap.parse("signers.yaml", text(input))), DataException.class);
  }

  private static Map<String, Object> arguments(String json) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    try {
      JsonNode tree = LENIENT.readTree(json);
      for (String name : tree.propertyNames()) {
        arguments.put(name, LENIENT.treeToValue(tree.get(name), Object.class));
      }
    } catch (JacksonException e) {
      // a call without arguments
    }
    return arguments;
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
