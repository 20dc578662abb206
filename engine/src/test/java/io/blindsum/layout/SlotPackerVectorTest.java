package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SlotPackerVectorTest {
  private static final int VALUE_BITS = 128;
  private static final BigInteger VALUE_MASK =
      BigInteger.ONE.shiftLeft(VALUE_BITS).subtract(BigInteger.ONE);

  static List<JsonNode> packed() {
    return having("packed");
  }

  static List<JsonNode> sums() {
    return having("lane_sums");
  }

  static List<JsonNode> overflows() {
    return having("expect");
  }

  private static List<JsonNode> having(String member) {
    return Vectors.entries("packing").stream().filter(v -> v.has(member)).toList();
  }

  @ParameterizedTest
  @MethodSource("packed")
  void packs_lanes_little_first(JsonNode vector) {
    BigInteger bias = vector.has("bias") ? Vectors.integer(vector, "bias") : BigInteger.ZERO;
    List<BigInteger> values =
        integers(vector, "values").stream().map(value -> value.add(bias)).toList();
    BigInteger packed = pack(vector, values);
    assertThat(packed).isEqualTo(Vectors.integer(vector, "packed"));
    assertThat(slots(vector, packed, values.size())).isEqualTo(values);
    if (vector.has("c")) {
      assertThat(decrypt(vector)).isEqualTo(packed);
    }
    if (vector.has("lanes")) {
      int capacityBits = Vectors.privateKey(vector).publicKey().modulusBits() - 2;
      assertThat(capacityBits / slotBits(vector)).isEqualTo(vector.get("lanes").asInt());
    }
    if (vector.has("max_addends_without_carry")) {
      BigInteger bound = BigInteger.ONE.shiftLeft(slotBits(vector) / 2).subtract(BigInteger.ONE);
      BigInteger addends = Vectors.integer(vector, "max_addends_without_carry");
      assertThat(bound.multiply(addends).bitLength()).isLessThanOrEqualTo(slotBits(vector));
      long rows = addends.min(BigInteger.valueOf(SlotLayout.MAX_ROWS)).longValueExact();
      assertThat(slot(bound, rows).bits()).isLessThanOrEqualTo(slotBits(vector));
    }
  }

  @ParameterizedTest
  @MethodSource("sums")
  void reads_the_sums_of_encrypted_lanes(JsonNode vector) {
    List<BigInteger> expected = integers(vector, "lane_sums");
    assertThat(slots(vector, decrypt(vector), expected.size())).isEqualTo(expected);
    BigInteger sum = pack(vector, integers(vector, "a")).add(pack(vector, integers(vector, "b")));
    assertThat(slots(vector, sum, expected.size())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("overflows")
  @Requirement(
      id = "R11",
      figure = "packing vectors that overflow: each gets wider slots, 0 packed")
  void refuses_addends_that_could_carry(JsonNode vector) {
    List<BigInteger> values = integers(vector, "values");
    int slotBits = slotBits(vector);
    BigInteger bound = values.stream().reduce(BigInteger::max).orElseThrow();
    assertThat(slot(bound, 1).bits()).isLessThanOrEqualTo(slotBits);
    assertThat(slot(bound, values.size()).bits()).isGreaterThan(slotBits);
    List<BigInteger> tooWide = List.of(bound.add(BigInteger.ONE));
    assertThatThrownBy(() -> pack(vector, tooWide)).isInstanceOf(EncodingOverflowException.class);
  }

  /** Returns the slot that a layout makes for a bound and a number of rows. */
  private static Slot slot(BigInteger bound, long rows) {
    return Slot.of("x", Slot.Content.SUM, bound, rows);
  }

  private static BigInteger pack(JsonNode vector, List<BigInteger> values) {
    int modulusBits = Vectors.privateKey(vector).publicKey().modulusBits();
    BlockArray block = BlockArray.allocate(1, (modulusBits + 7) / 8);
    SlotPacker packer = new SlotPacker(modulusBits - 2);
    int slotBits = slotBits(vector);
    for (int i = 0; i < values.size(); i++) {
      add(packer, i * slotBits, slotBits, values.get(i));
    }
    packer.writeTo(block.bytes(), 0, block.blockBytes());
    return block.get(0);
  }

  /** Adds a value of any width, 128 bits at a time: no product of two values is wider. */
  private static void add(SlotPacker packer, int bit, int width, BigInteger value) {
    BigInteger rest = value;
    int done = 0;
    do {
      int piece = Math.min(width - done, VALUE_BITS);
      BigInteger low = piece == VALUE_BITS ? rest.and(VALUE_MASK) : rest;
      packer.add(bit + done, piece, low.shiftRight(Long.SIZE).longValue(), low.longValue());
      rest = piece == VALUE_BITS ? rest.shiftRight(VALUE_BITS) : BigInteger.ZERO;
      done += piece;
    } while (rest.signum() != 0);
  }

  private static List<BigInteger> slots(JsonNode vector, BigInteger packed, int count) {
    List<BigInteger> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(SlotPacker.slot(packed, i * slotBits(vector), slotBits(vector)));
    }
    return slots;
  }

  private static BigInteger decrypt(JsonNode vector) {
    PaillierPrivateKey key = Vectors.privateKey(vector);
    try (Decryptor decryptor = Decryptor.of(key, Arithmetics.pure())) {
      return decryptor.decrypt(new Ciphertext(key.publicKey(), Vectors.integer(vector, "c")));
    }
  }

  private static int slotBits(JsonNode vector) {
    return vector.get("slot_bits").asInt();
  }

  private static List<BigInteger> integers(JsonNode vector, String member) {
    List<BigInteger> integers = new ArrayList<>();
    vector.get(member).forEach(value -> integers.add(new BigInteger(value.asString())));
    return integers;
  }
}
