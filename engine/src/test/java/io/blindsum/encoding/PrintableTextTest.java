package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void keepsOneLineOfBoundedLength() {
    assertThat(PrintableText.of("größe \uD83D\uDE00", 60)).isEqualTo("größe \uD83D\uDE00");
    assertThat(PrintableText.of("abc", 3)).isEqualTo("abc");
    assertThat(PrintableText.of("abcd", 3)).isEqualTo("abc...");
    assertThat(PrintableText.of("ab\uD83D\uDE00", 3)).isEqualTo("ab?...");
    assertThat(PrintableText.of("a\r\nb\u001B[2J\u2028\u202E\u007F\u009B", 60))
        .isEqualTo("a??b?[2J????");
  }
}
