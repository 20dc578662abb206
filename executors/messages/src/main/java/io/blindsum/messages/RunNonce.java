package io.blindsum.messages;

import io.blindsum.arith.OsRandom;
import java.util.HexFormat;

/**
 * The nonce of a run: 256 random bits that the driver draws, in every request, plan, batch, partial
 * result and result of the run, under their signatures. What does not have it is of another run,
 * whatever a server or a clock says.
 */
public final class RunNonce {
  private static final int BYTES = 32;

  private RunNonce() {}

  /** Draws a nonce, in 64 lowercase hex digits. */
  public static String draw() {
    return HexFormat.of().formatHex(OsRandom.open().bytes(BYTES));
  }
}
