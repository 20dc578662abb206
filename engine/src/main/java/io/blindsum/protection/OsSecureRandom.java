package io.blindsum.protection;

import io.blindsum.arith.OsRandom;
import java.security.SecureRandom;
import java.util.Arrays;

/** The operating system's source in the form that key generators ask for. */
final class OsSecureRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] drawn = OsRandom.open().bytes(bytes.length);
    System.arraycopy(drawn, 0, bytes, 0, bytes.length);
    Arrays.fill(drawn, (byte) 0);
  }
}
