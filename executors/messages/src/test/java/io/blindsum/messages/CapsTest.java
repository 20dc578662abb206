package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.testing.Requirement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Walks over every number of every message and request, and puts others in its place. */
class CapsTest {
  private static final List<BigDecimal> NUMBERS =
      Stream.of(
              "0",
              "-1",
              "1",
              "2147483647",
              "2147483648",
              "9007199254740992",
              "9223372036854775808",
              "1e308")
          .map(BigDecimal::new)
          .toList();

  private static final Map<String, Object> PLAN =
      Map.of(
          "study", "heart",
          "dataset", "cohort",
          "columns", Map.of("age", "int[18..120]"),
          "layout", "tall",
          "max_rows", 1_000_000,
          "paillier-pubkey", "key");

  /** What is read from a tree, and how. */
  private record Read(String name, ObjectNode tree, Consumer<ObjectNode> read) {}

  private static List<Read> all() {
    List<Read> all = new ArrayList<>();
    for (Signed<?> message : Messages.all()) {
      all.add(
          new Read(
              Message.kindOf(message.message().getClass()),
              MessageJson.object("honest", message.toText()),
              tree -> Signed.parse("in[0]", tree.toString())));
    }
    all.add(request(PlanRequest.of(PLAN), PlanRequest::of));
    all.add(request(Messages.study(PLAN), StudyRequest::of));
    Messages.requests().forEach(asked -> all.add(request(asked.request(), asked.read())));
    return all;
  }

  private static Read request(Record request, Function<Map<String, Object>, Record> read) {
    return new Read(
        request.getClass().getSimpleName(),
        MessageJson.tree(request),
        tree -> assertThat(read.apply(Messages.arguments(tree))).isNotNull());
  }

  @TestFactory
  @Requirement(
      id = "R37",
      figure = "each number of each message and request, as 8 others: refused, or within its cap")
  Stream<DynamicTest> everyNumberIsRefusedOrWithinItsCap() {
    return all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> walk(one)));
  }

  private static void walk(Read one) {
    one.read().accept(one.tree());
    List<String> wrong = new ArrayList<>();
    walk(one, one.tree(), "", wrong);
    assertThat(wrong).isEmpty();
  }

  private static void walk(Read one, JsonNode node, String path, List<String> wrong) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (isNumber(value) && !name.equals("blindsum")) {
          others(value).forEach(other -> put(one, object, name, other, path, wrong));
          object.set(name, value);
        } else {
          walk(one, value, path + "." + name, wrong);
        }
      }
    } else {
      node.forEach(child -> walk(one, child, path + "[]", wrong));
    }
  }

  private static boolean isNumber(JsonNode value) {
    return value.isNumber() || (value.isString() && value.stringValue().matches("[0-9]{1,18}"));
  }

  private static Stream<JsonNode> others(JsonNode value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return NUMBERS.stream()
        .map(
            number ->
                value.isNumber()
                    ? nodes.numberNode(number)
                    : nodes.stringNode(number.toPlainString()));
  }

  private static void put(
      Read one, ObjectNode object, String name, JsonNode other, String path, List<String> wrong) {
    object.set(name, other);
    try {
      one.read().accept(one.tree());
    } catch (MessageException e) {
      assertThat(e.getMessage()).hasLineCount(1);
      return;
    }
    Caps.Range range = Caps.number(name);
    BigDecimal read = new BigDecimal(other.asString());
    if (read.compareTo(BigDecimal.valueOf(range.least())) < 0
        || read.compareTo(BigDecimal.valueOf(range.most())) > 0) {
      wrong.add(path + "." + name + " = " + other);
    }
  }

  /** A number whose name has no line in the table cannot be read at all. */
  @Test
  void everyNumberHasALineInTheTable() {
    Stream.of(
            PlanMessage.class,
            BatchMessage.class,
            StoredFrameMessage.class,
            PartialResultMessage.class,
            RunTerms.class,
            PlanRequest.class,
            EncryptRequest.class,
            ReduceRequest.class,
            StudyRequest.class,
            OpenRequestMessage.class,
            SiteBatches.class,
            SitePlan.class,
            JobOrder.class,
            BatchName.class)
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .filter(member -> member.getType() == int.class || member.getType() == long.class)
        .map(member -> member.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .forEach(name -> assertThat(Caps.number(name).most()).as(name).isPositive());
  }

  @Test
  @Requirement(id = "R37", figure = "lists of more names than there may be: refused")
  void refusesListsThatAreTooLong() {
    List<String> many = Collections.nCopies(1_001, "r1");
    refuses("sites: are more than 1000", Map.of("sites", many));
    refuses("stats: are more than 1000", Map.of("stats", many));
    refuses("group_by: are more than 1000", Map.of("group_by", many));
    Map<String, Object> columns = new LinkedHashMap<>();
    many.forEach(name -> columns.put(name + columns.size(), "int[0..1]"));
    refuses("columns: are more than 1000", Map.of("columns", columns));
    refuses("where_columns: are more than 1000", Map.of("where_columns", columns));
    refuses("missing: are more than 1000", Map.of("missing", Map.of("age", many)));
    refuses("parameters: are more than 1000", Map.of("parameters", columns));
    refuses("where: is longer than 100000", Map.of("where", "a".repeat(100_001)));
    BigInteger names = BigInteger.TWO.pow(31);
    assertThat(names.longValueExact()).isGreaterThan(Caps.size("partials"));
    List<String> partialResults = Collections.nCopies(Caps.size("partials") + 1, "{}");
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(
            () ->
                new CombineRequest(
                    Messages.RUN, "h", "key", partialResults, List.of(Messages.plan()), List.of()))
        .withMessageStartingWith("partials: are more than");
  }

  private static void refuses(String reason, Map<String, Object> more) {
    Map<String, Object> arguments = new LinkedHashMap<>(PLAN);
    arguments.putAll(more);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> PlanRequest.of(arguments))
        .withMessage(Functions.PLAN_COHORT + ": " + reason);
  }
}
