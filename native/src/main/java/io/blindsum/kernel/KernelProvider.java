package io.blindsum.kernel;

import io.blindsum.arith.ArithmeticProvider;
import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BackendUnavailableException;
import io.blindsum.arith.BigIntegerProvider;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.gmp.GmpProvider;

/** Offers one kernel where the library holds it and the processor can run it. */
public abstract sealed class KernelProvider implements ArithmeticProvider {
  private final Kernel kernel;
  private final int speed;

  KernelProvider(Kernel kernel, int speed) {
    this.kernel = kernel;
    this.speed = speed;
  }

  @Override
  public String name() {
    return kernel.backend();
  }

  @Override
  public int speed() {
    return speed;
  }

  @Override
  public ModularArithmetic load() throws BackendUnavailableException {
    String chosen = System.getProperty(Arithmetics.KERNEL_PROPERTY, kernel.option());
    if (!chosen.equals(kernel.option())) {
      throw new BackendUnavailableException(
          "switched off by -D" + Arithmetics.KERNEL_PROPERTY + "=" + chosen);
    }
    KernelLibrary library = NativeLoader.library();
    if (library.bs_kernel_supported(kernel.number()) != 1) {
      throw new BackendUnavailableException(kernel.missing());
    }
    return new KernelArithmetic(library, kernel, callByCall());
  }

  private static ModularArithmetic callByCall() {
    try {
      return new GmpProvider().load();
    } catch (BackendUnavailableException e) {
      return new BigIntegerProvider().load();
    }
  }

  /** Offers the kernel for processors with AVX-512 IFMA. */
  public static final class Ifma extends KernelProvider {
    public Ifma() {
      super(Kernel.IFMA, 30);
    }
  }

  /** Offers the kernel for processors with AVX-512, but without IFMA. */
  public static final class Avx512 extends KernelProvider {
    public Avx512() {
      super(Kernel.AVX512, 28);
    }
  }

  /** Offers the kernel for processors with AVX2. */
  public static final class Avx2 extends KernelProvider {
    public Avx2() {
      super(Kernel.AVX2, 26);
    }
  }

  /** Offers the kernel on GMP. */
  public static final class Gmp extends KernelProvider {
    public Gmp() {
      super(Kernel.GMP, 20);
    }
  }
}
