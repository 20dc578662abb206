package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.blindsum.messages.MessageJson.Kinds;

/**
 * What a hospital or a cloud says; {@link Signed} carries it. Every message names its study and its
 * run, so that none of another run passes for it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlanMessage.class, name = "plan"),
  @JsonSubTypes.Type(value = AbstainedMessage.class, name = "abstained"),
  @JsonSubTypes.Type(value = BatchMessage.class, name = "batch"),
  @JsonSubTypes.Type(value = PartialResultMessage.class, name = "partial"),
  @JsonSubTypes.Type(value = ResultMessage.class, name = "result"),
})
public sealed interface Message
    permits PlanMessage, AbstainedMessage, BatchMessage, PartialResultMessage, ResultMessage {
  /** Returns the study it belongs to. */
  String study();

  /** Returns the run's nonce; see {@link RunNonce}. */
  String run();

  /** Returns the word for a kind, as the member {@code kind} has it. */
  static String kindOf(Class<? extends Message> type) {
    return Kinds.of(type);
  }
}
