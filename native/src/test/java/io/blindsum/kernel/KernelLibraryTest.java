package io.blindsum.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class KernelLibraryTest {

  /** See {@link KernelLibrary}: the sixth argument would be garbage. */
  @Test
  void hasNoFunctionOfSixArguments() {
    assertThat(KernelLibrary.class.getMethods())
        .extracting(Method::getParameterCount)
        .doesNotContain(6);
  }
}
