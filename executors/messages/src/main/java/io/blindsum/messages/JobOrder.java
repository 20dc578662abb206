package io.blindsum.messages;

import io.blindsum.arith.OsRandom;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A researcher's signature on a job: for which sites it is, until when, and that it is this job and
 * no other. It travels as one more argument, so that no server has to be believed about who asks.
 *
 * @param signer the public half of the researcher's signing key
 * @param sites the hospitals that may do the job
 * @param nonce 32 random hex digits, of one job alone
 * @param expires when it ends to be good, in seconds since 1970
 * @param signature over all of this and every other argument of the job
 */
public record JobOrder(
    String signer, List<String> sites, String nonce, @Count long expires, String signature) {
  /** The argument that it travels as. */
  public static final String ARGUMENT = "order";

  private static final String PURPOSE = "blindsum job 1";
  private static final int NONCE_BYTES = 16;

  public JobOrder {
    Check.hex("signer", signer);
    sites = Check.names("sites", sites);
    Check.require(nonce.matches("[0-9a-f]{32}"), "nonce", "is not 32 lowercase hex digits");
    Check.number("expires", expires);
    Check.line("signature", signature);
  }

  /**
   * Signs a job.
   *
   * @param arguments of the call
   * @param sites the hospitals that may do it
   * @param good for how long from now
   * @return the arguments and the order
   */
  public static Map<String, Object> sign(
      String function,
      Map<String, Object> arguments,
      List<String> sites,
      Duration good,
      SigningKey key) {
    String nonce = HexFormat.of().formatHex(OsRandom.open().bytes(NONCE_BYTES));
    long expires = Instant.now().plus(good).getEpochSecond();
    JobOrder draft = new JobOrder(key.verifyingKey().text(), sites, nonce, expires, "");
    String signature = key.sign(PURPOSE, draft.signedBytes(function, arguments));
    JobOrder order = new JobOrder(draft.signer, sites, nonce, expires, signature);
    Map<String, Object> signed = new LinkedHashMap<>(arguments);
    signed.put(ARGUMENT, MessageJson.arguments(order));
    return signed;
  }

  /**
   * Reads the order of a job.
   *
   * @throws MessageException if there is none, or it is not well formed
   */
  public static JobOrder of(Map<String, Object> arguments) {
    if (!(arguments.get(ARGUMENT) instanceof Map<?, ?> members)) {
      throw new MessageException(ARGUMENT, "missing: this site takes signed jobs only");
    }
    Map<String, Object> named = new LinkedHashMap<>();
    members.forEach((name, value) -> named.put(String.valueOf(name), value));
    return MessageJson.read(ARGUMENT, named, JobOrder.class);
  }

  /** Tells whether the order is as its signer made it, for this job. */
  public boolean verifies(String function, Map<String, Object> arguments) {
    try {
      byte[] signed = signedBytes(function, arguments);
      return new VerifyingKey(signer).verifies(PURPOSE, signed, signature);
    } catch (IllegalArgumentException e) {
      // an argument that no order covers, such as null, or a signer that is no key
      return false;
    }
  }

  private byte[] signedBytes(String function, Map<String, Object> arguments) {
    Map<String, Object> others = new LinkedHashMap<>(arguments);
    others.remove(ARGUMENT);
    ObjectNode tree = MessageJson.tree(this);
    tree.remove("signature");
    tree.put("function", function);
    tree.set("arguments", MessageJson.MAPPER.valueToTree(others));
    return CanonicalBytes.of(tree);
  }
}
