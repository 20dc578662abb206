package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.protection.SigningKey;
import io.blindsum.question.text.QuestionException;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.StrangeTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Walks over every text of every message and request, and puts a stranger's in its place. */
class StrangeTextTest {
  /**
   * Members that hold what is decoded, parsed or compared, each by code that refuses it in one
   * line; nobody prints them. A reason is printed as {@link MissingSite} has it.
   */
  private static final Set<String> NOT_PRINTED =
      Set.of(
          ".frame",
          ".message.terms.layout",
          ".message.plans.terms.layout",
          ".terms.layout",
          ".plans.terms.layout",
          ".message.plans[].message.terms.layout",
          ".plans[].message.terms.layout",
          ".message.receipts[].frame",
          ".message.plans[].frame",
          ".message.reason",
          ".message.result",
          ".request",
          ".result",
          ".plans[].frame",
          ".partials[]",
          ".parameters.hospital",
          ".plan.parameters.hospital",
          ".paillier-pubkey",
          ".plan.paillier-pubkey");

  private static final Set<String> NAMED =
      Set.of(
          ".columns",
          ".where_columns",
          ".missing",
          ".parameters",
          ".plan.columns",
          ".plan.where_columns",
          ".plan.missing",
          ".plan.parameters");

  private static final Map<String, Object> PLAN =
      Map.ofEntries(
          Map.entry("study", "heart"),
          Map.entry("dataset", "cohort"),
          Map.entry("parameters", Map.of("hospital", "Luleå")),
          Map.entry("where", "sex = F"),
          Map.entry("where_columns", Map.of("sex", "cat{F,M}")),
          Map.entry("missing", Map.of("", List.of("-99"), "age", List.of("n/a"))),
          Map.entry("columns", Map.of("age", "int[18..120]", "arm", "cat{0,1}")),
          Map.entry("group_by", List.of("arm:0,1")),
          Map.entry("stats", List.of("mean")),
          Map.entry("layout", "tall"),
          Map.entry("max_rows", 1_000_000),
          Map.entry("query_hash", ""),
          Map.entry("paillier-pubkey", "key"));

  /** What is read from a tree, and how; returns what of it may be printed. */
  private record Read(String name, ObjectNode tree, Function<ObjectNode, JsonNode> read) {}

  private static List<Read> all() {
    List<Read> all = new ArrayList<>();
    for (Signed<?> message : Messages.all()) {
      all.add(
          new Read(
              Message.kindOf(message.message().getClass()),
              MessageJson.object("honest", message.toText()),
              StrangeTextTest::readMessage));
    }
    all.add(request(PlanRequest.of(PLAN), StrangeTextTest::readQuestion));
    all.add(request(Messages.study(PLAN), StrangeTextTest::readStudy));
    Messages.requests().forEach(asked -> all.add(request(asked.request(), asked.read())));
    all.add(request(order(), arguments -> JobOrder.of(Map.of(JobOrder.ARGUMENT, arguments))));
    return all;
  }

  private static JobOrder order() {
    return JobOrder.of(
        JobOrder.sign(
            "f", Map.of(), List.of("r1", "r3"), Duration.ofDays(1), SigningKey.generate()));
  }

  private static JsonNode readMessage(ObjectNode tree) {
    Signed<?> read = Signed.parse("in[0]", tree.toString());
    if (read.message() instanceof AbstainedMessage abstained) {
      assertThat(abstained.missing().reason()).isNotBlank().matches(StrangeTexts::isPlain);
    }
    if (read.message() instanceof OpenPartMessage part) {
      assertThat(part.missing().reason()).isNotBlank().matches(StrangeTexts::isPlain);
    }
    return MessageJson.tree(read);
  }

  /** A question is parsed before anything of it is used. */
  private static Record readQuestion(Map<String, Object> arguments) {
    PlanRequest request = PlanRequest.of(arguments);
    assertThat(request.toQuestion().hash()).matches("[0-9a-f]{64}");
    return request;
  }

  private static Record readStudy(Map<String, Object> arguments) {
    StudyRequest spec = StudyRequest.of(arguments);
    assertThat(spec.plan().toQuestion().hash()).matches("[0-9a-f]{64}");
    return spec;
  }

  private static Read request(Record request, Function<Map<String, Object>, Record> read) {
    return new Read(
        request.getClass().getSimpleName(),
        MessageJson.tree(request),
        tree -> MessageJson.tree(read.apply(Messages.arguments(tree))));
  }

  @TestFactory
  @Requirement(
      id = "R39",
      figure = "each text of each message and request, as 31 others: refused in a line, or plain")
  Stream<DynamicTest> everyTextIsRefusedOrPlain() {
    return all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> walk(one)));
  }

  private static void walk(Read one) {
    assertThat(one.read().apply(one.tree())).isNotNull();
    Set<String> bad = new TreeSet<>();
    walk(one, one.tree(), "", bad);
    assertThat(bad).isEmpty();
  }

  private static void walk(Read one, JsonNode node, String path, Set<String> bad) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        String member = path + "." + name;
        if (value.isString()) {
          StrangeTexts.ALL.forEach(text -> tell(one, member, () -> object.put(name, text), bad));
          object.set(name, value);
          if (NAMED.contains(path)) {
            rename(one, object, name);
          }
        } else {
          walk(one, value, member, bad);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        int at = i;
        if (value.isString()) {
          for (String text : StrangeTexts.ALL) {
            JsonNode other = JsonNodeFactory.instance.stringNode(text);
            tell(one, path + "[]", () -> array.set(at, other), bad);
          }
          array.set(at, value);
        } else {
          walk(one, value, path + "[]", bad);
        }
      }
    }
  }

  /** Names of columns and parameters are a stranger's too. */
  private static void rename(Read one, ObjectNode object, String name) {
    JsonNode value = object.remove(name);
    for (String text : StrangeTexts.ALL) {
      object.set(text, value);
      read(one);
      object.remove(text);
    }
    object.set(name, value);
  }

  private static void tell(Read one, String member, Runnable put, Set<String> bad) {
    put.run();
    read(one)
        .filter(read -> !NOT_PRINTED.contains(member) && !isPlain(read))
        .ifPresent(read -> bad.add(member));
  }

  private static Optional<JsonNode> read(Read one) {
    try {
      return Optional.of(one.read().apply(one.tree()));
    } catch (MessageException | QuestionException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2_100).matches(StrangeTexts::isPlain);
      return Optional.empty();
    }
  }

  private static boolean isPlain(JsonNode tree) {
    return tree.isString()
        ? StrangeTexts.isPlain(tree.stringValue())
        : tree.valueStream().allMatch(StrangeTextTest::isPlain);
  }
}
