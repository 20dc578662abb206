package io.blindsum.kernel;

import io.blindsum.arith.ModularArithmeticContract;
import io.blindsum.testing.Backends;

class Avx2KernelTest extends ModularArithmeticContract {
  Avx2KernelTest() {
    super(Backends.required("avx2"));
  }
}
