package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans of one run, as their sites signed them. Each names all sites that were asked, so that the
 * list of them grows with the square of the sites; its short form has once what all say alike.
 *
 * @param list at least one, each without a frame
 * @param brief whether the short form is written
 */
public record SignedPlans(List<Signed<PlanMessage>> list, boolean brief) {
  private static final String MEMBER = "plans";
  private static final String TERMS = "terms";
  private static final String SITES = "sites";

  /**
   * Checks the list.
   *
   * @throws MessageException if there are none, too many, one has a frame, or, in the short form,
   *     they do not say alike what was asked
   */
  public SignedPlans {
    list = Check.signed(MEMBER, list);
    if (brief) {
      RunTerms terms = list.get(0).message().terms();
      boolean alike = list.stream().allMatch(plan -> plan.message().terms().equals(terms));
      Check.require(alike, MEMBER, "do not say alike what was asked");
    }
  }

  /** Reads either form. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SignedPlans of(JsonNode tree) {
    if (tree instanceof ArrayNode array) {
      return new SignedPlans(all(array), false);
    }
    boolean known =
        tree instanceof ObjectNode
            && tree.size() == 2
            && tree.get(TERMS) instanceof ObjectNode
            && tree.get(SITES) instanceof ArrayNode;
    Check.require(known, MEMBER, "are neither a list nor terms and sites");
    Check.require(
        tree.get(SITES).size() <= Caps.size(MEMBER), MEMBER, "are more than " + Caps.size(MEMBER));
    RunTerms terms = MessageJson.read(MEMBER, tree.get(TERMS), RunTerms.class);
    Stream<JsonNode> sites = tree.get(SITES).valueStream();
    return new SignedPlans(
        sites.map(one -> MessageJson.read(MEMBER, one, SitePlan.class).signed(terms)).toList(),
        true);
  }

  private static List<Signed<PlanMessage>> all(ArrayNode array) {
    Check.require(array.size() <= Caps.size(MEMBER), MEMBER, "are more than " + Caps.size(MEMBER));
    Stream<Signed<?>> signed =
        array.valueStream().map(one -> MessageJson.read(MEMBER, one, Signed.class));
    return signed.map(one -> one.as(MEMBER, PlanMessage.class)).toList();
  }

  /** Returns what is written. */
  @JsonValue
  Object form() {
    if (!brief) {
      return list;
    }
    ObjectNode tree = MessageJson.MAPPER.createObjectNode();
    tree.set(TERMS, MessageJson.tree(list.get(0).message().terms()));
    ArrayNode sites = tree.putArray(SITES);
    list.forEach(plan -> sites.add(MessageJson.tree(SitePlan.of(plan))));
    return tree;
  }
}
