package io.blindsum.messages;

import java.util.Map;

/**
 * The arguments of {@link Functions#OPEN_PART}.
 *
 * @param request the text of an {@link OpenRequestMessage}, as the release executor signed it
 */
public record PartRequest(String request) {
  public PartRequest {
    Check.text("request", request);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static PartRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.OPEN_PART, arguments, PartRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
