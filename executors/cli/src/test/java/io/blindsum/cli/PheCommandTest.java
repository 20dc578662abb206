package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Numbers that phe encrypted, and numbers for phe. */
class PheCommandTest {
  private static final String KEY = "phe-2048-nonblum";

  @TempDir private Path folder;

  @BeforeEach
  void writeKeys() throws IOException {
    for (JsonNode key : Vectors.document("keys").get("keys")) {
      if (Vectors.text(key, "name").equals(KEY)) {
        Path file = folder.resolve("private");
        Files.writeString(file, Vectors.text(key, "seed_private_key_b64"));
        Files.setPosixFilePermissions(
            file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("public"), Vectors.text(key, "seed_public_key_b64"));
      }
    }
  }

  private Cli.Run phe(String input, String command, String... key) {
    List<String> args = new ArrayList<>(List.of("phe", command, "-"));
    args.addAll(List.of(key));
    return Cli.run(input.getBytes(StandardCharsets.UTF_8), args.toArray(String[]::new));
  }

  private String[] publicKey() {
    return new String[] {"--pub", folder.resolve("public").toString(), "--insecure-test-key"};
  }

  private String[] privateKey() {
    return new String[] {"--key", folder.resolve("private").toString()};
  }

  @Test
  void addsWhatPheEncrypted() {
    StringBuilder lines = new StringBuilder();
    BigInteger expected = BigInteger.ZERO;
    for (JsonNode vector : Vectors.entries("signed_integers")) {
      boolean usable =
          Vectors.text(vector, "key").equals(KEY) && vector.has("c") && vector.has("value");
      if (usable && Vectors.integer(vector, "value").bitLength() < 1000) {
        lines.append("{\"v\": \"%s\", \"e\": 0}%n".formatted(Vectors.text(vector, "c")));
        expected = expected.add(Vectors.integer(vector, "value"));
      }
    }
    String sum = phe(lines.toString(), "sum", publicKey()).ok().out();
    assertThat(phe(sum, "decrypt", privateKey()).ok().out().strip()).isEqualTo(expected.toString());
  }

  @Test
  void bringsIntegersAndFloatsThere() {
    String numbers = "5\n-7\n2.5\n-0.125\n123456789012345678901234567890\n";
    String encrypted = phe(numbers, "encrypt", publicKey()).ok().out();
    assertThat(phe(encrypted, "decrypt", privateKey()).ok().out()).isEqualTo(numbers);
    String sum = phe(encrypted, "sum", publicKey()).ok().out();
    assertThat(phe(sum, "decrypt", privateKey()).ok().out().strip())
        .isEqualTo("123456789012345678901234567890.375");
  }

  @Test
  void sumsExactlyOrNotAtAll() {
    String apart = phe("1e300\n1e-300\n1\n", "encrypt", publicKey()).ok().out();
    phe(apart, "sum", publicKey()).failed(3, "-: a sum of up to", "outside of");
    String near = phe("1e300\n1\n", "encrypt", publicKey()).ok().out();
    String sum = phe(near, "sum", publicKey()).ok().out();
    assertThat(phe(sum, "decrypt", privateKey()).ok().out().strip())
        .isEqualTo(exact(1e300).add(BigDecimal.ONE).toPlainString());
    // a sum that was shifted is as wide as that
    String small = phe("1e-300\n", "encrypt", publicKey()).ok().out();
    phe(sum + small, "sum", publicKey()).failed(3, "outside of");
  }

  @Test
  void refusesIntegersWhoseSumWouldWrap() {
    BigInteger third = publicModulus().divide(BigInteger.valueOf(3)).subtract(BigInteger.ONE);
    String widest = phe(third + "\n7\n", "encrypt", publicKey()).ok().out();
    assertThat(phe(widest, "decrypt", privateKey()).ok().out()).isEqualTo(third + "\n7\n");
    phe(widest, "sum", publicKey()).failed(3, "outside of");
    // one that does not tell its width is taken to be narrower; its sum gives that away
    String told = widest.lines().findFirst().orElseThrow();
    String untold = told.replaceFirst(", ?\"bits\": ?[0-9]+", "");
    assertThat(untold).isNotEqualTo(told);
    assertThat(phe(untold, "decrypt", privateKey()).ok().out().strip()).isEqualTo("" + third);
    String sum = phe(untold, "sum", publicKey()).ok().out();
    phe(sum, "decrypt", privateKey()).failed(3, "wider than the");
  }

  private BigInteger publicModulus() {
    return Vectors.privateKey(KEY).publicKey().modulus();
  }

  @Test
  void namesTheBadLine() {
    phe("5\nfive\n", "encrypt", publicKey()).failed(3, "line 2");
    phe("{\"v\": \"0\", \"e\": 0}\n", "decrypt", privateKey()).failed(4, "line 1");
    phe("{\"v\": \"5\", \"e\": 99999}\n", "decrypt", privateKey()).failed(3, "line 1");
    phe("{\"v\": \"5\", \"e\": 0, \"bits\": 0}\n", "sum", publicKey()).failed(3, "line 1");
    phe("{\"v\": \"5\", \"e\": 0, \"bits\": \"9\"}\n", "sum", publicKey()).failed(3, "line 1");
    phe("nonsense\n", "sum", publicKey()).failed(3, "line 1");
    phe("\n", "sum", publicKey()).failed(3, "no ciphertext");
  }

  /** The number that a double is, to its last digit. */
  @SuppressWarnings("BigDecimalLiteralDouble")
  private static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }
}
