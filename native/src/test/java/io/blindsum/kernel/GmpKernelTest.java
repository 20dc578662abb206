package io.blindsum.kernel;

import io.blindsum.arith.ModularArithmeticContract;
import io.blindsum.testing.Backends;

class GmpKernelTest extends ModularArithmeticContract {
  GmpKernelTest() {
    super(Backends.required("gmp-kernel"));
  }
}
