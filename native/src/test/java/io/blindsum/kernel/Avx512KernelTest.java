package io.blindsum.kernel;

import io.blindsum.arith.ModularArithmeticContract;
import io.blindsum.testing.Backends;

class Avx512KernelTest extends ModularArithmeticContract {
  Avx512KernelTest() {
    super(Backends.required("avx512"));
  }
}
