package io.blindsum.messages;

import java.util.Map;

/**
 * The arguments of {@link Functions#OPEN_RESULT}, beside the researcher's order.
 *
 * @param result the text of a {@link ResultMessage}, as the cloud signed it, with its frame
 * @param sealTo the sealing key of who asks, who alone may read the tables
 */
public record ReleaseRequest(String result, String sealTo) {
  public ReleaseRequest {
    Check.text("result", result);
    Check.hex("seal_to", sealTo);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static ReleaseRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.OPEN_RESULT, arguments, ReleaseRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
