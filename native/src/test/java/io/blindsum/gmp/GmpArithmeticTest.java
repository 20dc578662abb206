package io.blindsum.gmp;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmeticContract;

class GmpArithmeticTest extends ModularArithmeticContract {
  GmpArithmeticTest() {
    super(Arithmetics.named("gmp"));
  }
}
