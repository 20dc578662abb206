package io.blindsum.kernel;

import io.blindsum.arith.ModularArithmeticContract;
import io.blindsum.testing.Backends;

class IfmaKernelTest extends ModularArithmeticContract {
  IfmaKernelTest() {
    super(Backends.required("ifma"));
  }
}
