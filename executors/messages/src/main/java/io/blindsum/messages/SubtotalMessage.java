package io.blindsum.messages;

import java.util.List;

/**
 * The sum of partial results, or of other subtotals, of a study that is too large to be combined at
 * once: what {@link SubtotalRequest} is answered with, beside its frame, whose manifest has one
 * stream a site. It holds as much of a site whether it is of two batches or of thousands.
 *
 * @param run the run's nonce
 * @param study the study
 * @param digest the digest of the frame's trailer
 * @param sites which batches were added, of each site once
 */
public record SubtotalMessage(String run, String study, String digest, List<SiteBatches> sites)
    implements Message {
  /**
   * Checks every member.
   *
   * @throws MessageException naming the one that is malformed or too long
   */
  public SubtotalMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.hex("digest", digest);
    Check.notEmpty("sites", sites);
    sites = Check.list("sites", sites);
    boolean once = sites.stream().map(SiteBatches::site).distinct().count() == sites.size();
    Check.require(once, "sites", "has one twice");
  }
}
