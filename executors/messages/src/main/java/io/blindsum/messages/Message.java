package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.blindsum.messages.MessageJson.Kinds;

/**
 * What a hospital, a cloud, a holder of a shared key or a release executor says; {@link Signed}
 * carries it. Every message names its study and its run, so that none of another run passes for it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlanMessage.class, name = "plan"),
  @JsonSubTypes.Type(value = AbstainedMessage.class, name = "abstained"),
  @JsonSubTypes.Type(value = BatchMessage.class, name = "batch"),
  @JsonSubTypes.Type(value = StoredFrameMessage.class, name = "stored_frame"),
  @JsonSubTypes.Type(value = PartialResultMessage.class, name = "partial"),
  @JsonSubTypes.Type(value = SubtotalMessage.class, name = "subtotal"),
  @JsonSubTypes.Type(value = ResultMessage.class, name = "result"),
  @JsonSubTypes.Type(value = OpenRequestMessage.class, name = "open_request"),
  @JsonSubTypes.Type(value = OpenPartMessage.class, name = "open_part"),
  @JsonSubTypes.Type(value = ReleasedMessage.class, name = "released"),
})
public sealed interface Message
    permits PlanMessage,
        AbstainedMessage,
        BatchMessage,
        StoredFrameMessage,
        PartialResultMessage,
        SubtotalMessage,
        ResultMessage,
        OpenRequestMessage,
        OpenPartMessage,
        ReleasedMessage {
  /** Returns the study it belongs to. */
  String study();

  /** Returns the run's nonce; see {@link RunNonce}. */
  String run();

  /** Returns the word for a kind, as the member {@code kind} has it. */
  static String kindOf(Class<? extends Message> type) {
    return Kinds.of(type);
  }
}
