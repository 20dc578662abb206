package io.blindsum.messages;

import io.blindsum.frame.ReleaseRule;

/**
 * What a release executor asks each holder of a shared key: its part of opening one result. The
 * whole result travels with it, so that the holder can check all of it by itself.
 *
 * @param run the run's nonce
 * @param study the study
 * @param releaser the name of the release executor
 * @param sealTo the sealing key of the release executor, which alone may read the part
 * @param rule what will be shown of the totals
 * @param result the text of the result as the cloud signed it, with its frame and receipts
 */
public record OpenRequestMessage(
    String run, String study, String releaser, String sealTo, ReleaseRule rule, String result)
    implements Message {
  public OpenRequestMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.name("releaser", releaser);
    Check.hex("seal_to", sealTo);
    Check.rule(rule);
    Check.text("result", result);
  }
}
