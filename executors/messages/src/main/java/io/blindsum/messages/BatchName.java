package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Names a batch, whatever the attempt.
 *
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param batch its place in the plan, from 0
 */
public record BatchName(String site, String plan, int batch) {
  public BatchName {
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.number("batch", batch);
  }

  /**
   * Returns the source digest of the batch's frame, the same for each attempt, so that no sum
   * counts a batch twice: SHA-256 over study, site and plan, each behind its length in 4 bytes, and
   * the number of the batch in 4 bytes.
   */
  public String sourceDigest(String study) {
    MessageDigest digest = Sha256.open();
    for (String part : new String[] {study, site, plan}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(batch).flip());
    return Sha256.hex(digest.digest());
  }

  /** Returns the name as messages print it, such as {@code batch 3 of site r1}. */
  @JsonIgnore
  public String title() {
    return "batch " + batch + " of site " + site;
  }
}
