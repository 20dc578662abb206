package io.blindsum.gmp;

import io.blindsum.arith.ArithmeticProvider;
import io.blindsum.arith.BackendUnavailableException;
import io.blindsum.arith.ModularArithmetic;
import java.lang.System.Logger.Level;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Platform;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** Offers GMP where its shared library is installed. */
public final class GmpProvider implements ArithmeticProvider {
  private static final String LIBRARY_FILE =
      Platform.getNativePlatform().getOS() == Platform.OS.LINUX ? "libgmp.so.10" : "gmp";
  private static final String MISSING =
      "GMP is not installed (" + LIBRARY_FILE + "); Debian and Ubuntu: apt install libgmp10";

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
    NativeFolder.loadJnr();
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN
        || Runtime.getSystemRuntime().longSize() != Long.BYTES) {
      throw new BackendUnavailableException(
          "GMP is called with 64-bit little-endian limbs, which this machine does not have");
    }
    if (Loaded.LIBRARY == null) {
      throw new BackendUnavailableException(MISSING);
    }
    return new GmpArithmetic(Loaded.LIBRARY);
  }

  /** What the one attempt to load GMP gave; the class loads on first use. */
  private static final class Loaded {
    static final @Nullable GmpLibrary LIBRARY = load();

    private static @Nullable GmpLibrary load() {
      try {
        return LibraryLoader.create(GmpLibrary.class).failImmediately().load(LIBRARY_FILE);
      } catch (LinkageError e) {
        System.getLogger(GmpProvider.class.getName()).log(Level.INFO, MISSING);
        return null;
      }
    }
  }
}
