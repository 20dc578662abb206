package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a result says of the batches that were added: the receipt of each, or, where these would
 * grow with the study, one root a site, which stands for all batches of its plan.
 *
 * @param receipts every batch, each once, as its site signed it; none where there are roots
 * @param roots {@link SiteBatches#root} of each site, in the order of the plans; none where there
 *     are receipts
 */
public record AddedBatches(List<Signed<BatchMessage>> receipts, List<String> roots) {
  private static final String MEMBER = "receipts";
  private static final String ROOTS = "roots";

  /**
   * Checks the lists.
   *
   * @throws MessageException unless one of them is empty and the other is none too long list of
   *     what it says
   */
  public AddedBatches {
    if (roots.isEmpty()) {
      receipts = Check.signed(MEMBER, receipts);
    } else {
      Check.require(receipts.isEmpty(), MEMBER, "are there, and roots too");
      receipts = List.of();
    }
    roots = Check.list(ROOTS, roots);
    roots.forEach(root -> Check.hex(ROOTS, root));
  }

  /** Reads either form. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AddedBatches of(JsonNode tree) {
    if (tree instanceof ArrayNode array) {
      Check.require(
          array.size() <= Caps.size(MEMBER), MEMBER, "are more than " + Caps.size(MEMBER));
      Stream<Signed<?>> signed =
          array.valueStream().map(one -> MessageJson.read(MEMBER, one, Signed.class));
      return new AddedBatches(
          signed.map(one -> one.as(MEMBER, BatchMessage.class)).toList(), List.of());
    }
    boolean known =
        tree instanceof ObjectNode
            && tree.size() == 1
            && tree.get(ROOTS) instanceof ArrayNode roots
            && !roots.isEmpty()
            && roots.valueStream().allMatch(JsonNode::isString);
    Check.require(known, MEMBER, "are neither a list nor roots");
    return new AddedBatches(
        List.of(), tree.get(ROOTS).valueStream().map(JsonNode::stringValue).toList());
  }

  /** Returns what is written. */
  @JsonValue
  Object form() {
    if (roots.isEmpty()) {
      return receipts;
    }
    ObjectNode tree = MessageJson.MAPPER.createObjectNode();
    ArrayNode array = tree.putArray(ROOTS);
    roots.forEach(array::add);
    return tree;
  }
}
