package io.blindsum.phe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.testing.Vectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PheEncodingVectorTest {
  static List<JsonNode> floats() {
    return Vectors.entries("phe_floats");
  }

  static List<JsonNode> integers() {
    return Vectors.entries("signed_integers");
  }

  @ParameterizedTest
  @MethodSource("floats")
  void encodes_floats_as_phe_does(JsonNode vector) {
    PheEncoding phe = encoding(vector);
    double value = Double.parseDouble(Vectors.text(vector, "value_hex"));
    JsonNode precision = vector.get("precision");
    PheNumber number =
        precision == null || precision.isNull()
            ? phe.encode(value)
            : phe.encode(value, precision.asDouble());
    assertThat(number)
        .isEqualTo(
            new PheNumber(Vectors.integer(vector, "encoding"), vector.get("exponent").asInt()));
    String decoded = Vectors.text(vector, "decoded_repr");
    if (number.exponent() >= 0) {
      // phe gives an integer
      assertThat(phe.decode(number)).isEqualByComparingTo(new BigDecimal(decoded));
    } else {
      assertThat(phe.decodeDouble(number)).isEqualTo(Double.parseDouble(decoded));
    }
  }

  @ParameterizedTest
  @MethodSource("integers")
  void encodes_signed_integers_as_phe_does(JsonNode vector) {
    PheEncoding phe = encoding(vector);
    if (vector.has("raw_m")) {
      BigInteger raw = Vectors.integer(vector, "raw_m");
      assertThatThrownBy(() -> phe.decode(raw)).isInstanceOf(EncodingOverflowException.class);
      return;
    }
    BigInteger value = Vectors.integer(vector, "value");
    if (vector.has("expect")) {
      assertThatThrownBy(() -> phe.encode(value)).isInstanceOf(EncodingOverflowException.class);
      return;
    }
    PheNumber number = phe.encode(value);
    assertThat(number).isEqualTo(new PheNumber(Vectors.integer(vector, "encoding"), 0));
    assertThat(phe.decode(number.encoding())).isEqualTo(value);
    assertThat(phe.decode(number)).isEqualByComparingTo(new BigDecimal(value));
  }

  private static PheEncoding encoding(JsonNode vector) {
    return PheEncoding.of(Vectors.privateKey(vector).publicKey().modulus());
  }
}
