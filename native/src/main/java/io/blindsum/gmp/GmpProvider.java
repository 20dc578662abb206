package io.blindsum.gmp;

import io.blindsum.arith.ArithmeticProvider;
import io.blindsum.arith.BackendUnavailableException;
import io.blindsum.arith.ModularArithmetic;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Platform;
import jnr.ffi.Runtime;

/** Offers GMP where its shared library is installed. */
public final class GmpProvider implements ArithmeticProvider {
  private static final String LIBRARY =
      Platform.getNativePlatform().getOS() == Platform.OS.LINUX ? "libgmp.so.10" : "gmp";

  @Override
  public String name() {
    return "gmp";
  }

  @Override
  public int speed() {
    return 10;
  }

  @Override
  public ModularArithmetic load() throws BackendUnavailableException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN
        || Runtime.getSystemRuntime().longSize() != Long.BYTES) {
      throw new BackendUnavailableException(
          "GMP is called with 64-bit little-endian limbs, which this machine does not have");
    }
    try {
      return new GmpArithmetic(
          LibraryLoader.create(GmpLibrary.class).failImmediately().load(LIBRARY));
    } catch (UnsatisfiedLinkError e) {
      throw new BackendUnavailableException(
          "GMP is not installed (" + LIBRARY + "); Debian and Ubuntu: apt install libgmp10", e);
    }
  }
}
