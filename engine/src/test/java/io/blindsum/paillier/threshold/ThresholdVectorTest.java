package io.blindsum.paillier.threshold;

import static io.blindsum.paillier.threshold.ThresholdVectors.indices;
import static io.blindsum.paillier.threshold.ThresholdVectors.integers;
import static io.blindsum.testing.Vectors.integer;
import static io.blindsum.testing.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.KeyMismatchException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.PartialDecryptionException;
import io.blindsum.paillier.threshold.ThresholdVectors.Setup;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Requirement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The known answers and the cases to refuse of {@code threshold.json}, on every backend. */
class ThresholdVectorTest {
  private static final EqualityProof NO_PROOF =
      new EqualityProof(List.of(BigInteger.ONE), BigInteger.ONE, BigInteger.ONE);

  private final List<ModularArithmetic> backends = Backends.underTest().toList();
  private static final ThresholdVectors VECTORS = new ThresholdVectors();

  /**
   * One decryptor a share and backend, and one proof a claim, which the other backends verify, too:
   * what makes them takes time.
   */
  private static final Map<String, PartialDecryptor> DECRYPTORS = new ConcurrentHashMap<>();

  private static final Map<List<Object>, EqualityProof> PROOFS = new ConcurrentHashMap<>();
  private static final Map<List<Object>, Boolean> PROVED = new ConcurrentHashMap<>();

  private PartialDecryptor decryptor(
      ThresholdKey key, KeyShare share, ModularArithmetic arithmetic) {
    return DECRYPTORS.computeIfAbsent(
        arithmetic.name() + " " + share.value(),
        name -> PartialDecryptor.of(key, share, arithmetic));
  }

  @AfterAll
  static void closes() {
    DECRYPTORS.values().forEach(PartialDecryptor::close);
    DECRYPTORS.clear();
    PROOFS.clear();
    PROVED.clear();
  }

  private void forEach(String kind, BiConsumer<JsonNode, ModularArithmetic> check) {
    List<JsonNode> cases = VECTORS.ofKind(kind);
    assertThat(cases).as(kind).isNotEmpty();
    for (ModularArithmetic arithmetic : backends) {
      cases.parallelStream().forEach(vector -> check.accept(vector, arithmetic));
      System.out.println("  %s %s on %s".formatted(cases.size(), kind, arithmetic.name()));
    }
  }

  @Test
  void interpolatesWithIntegers() {
    for (JsonNode vector : VECTORS.ofKind("lagrange")) {
      ThresholdParameters parameters =
          new ThresholdParameters(
              integer(vector, "t").intValueExact(), integer(vector, "L").intValueExact());
      assertThat(parameters.delta()).isEqualTo(integer(vector, "delta"));
      assertThat(parameters.lagrange(indices(vector.get("S")), 0))
          .as("%s", vector.get("id"))
          .isEqualTo(integers(vector, "lagrange"));
    }
  }

  @Test
  void dealsTheSharesOfEachSetup() {
    for (ModularArithmetic arithmetic : backends) {
      VECTORS.setups().parallelStream().forEach(setup -> deals(setup, arithmetic));
    }
  }

  private static void deals(Setup setup, ModularArithmetic arithmetic) {
    ThresholdDealer dealer = ThresholdDealer.of(setup.privateKey(), arithmetic);
    assertThat(dealer.secret()).isEqualTo(integer(setup.keyFields(), "d"));
    BigInteger order = integer(setup.keyFields(), "m");
    BigInteger modulus = order.multiply(setup.key().publicKey().modulus());
    Dealing dealing =
        dealer.deal(
            setup.key().parameters(),
            setup.key().base(),
            new Sharing(integers(setup.fields(), "f"), modulus));
    assertThat(dealing.key().verificationKeys()).isEqualTo(setup.key().verificationKeys());
    assertThat(dealing.shares().stream().map(KeyShare::value).toList())
        .isEqualTo(integers(setup.fields(), "shares"));
  }

  @Test
  void recoversEachKeyFromAsManySharesAsAreNeeded() {
    Set<PaillierPublicKey> seen = new HashSet<>();
    List<Setup> setups =
        VECTORS.setups().stream().filter(setup -> seen.add(setup.key().publicKey())).toList();
    for (ModularArithmetic arithmetic : backends) {
      for (Setup setup : setups) {
        assertThat(KeyRecovery.recover(setup.key(), setup.lastShares(), arithmetic).p())
            .isEqualTo(setup.privateKey().p());
      }
    }
  }

  @Test
  void decryptsPartiallyAndCombinesEverySubset() {
    forEach(
        "decrypt",
        (vector, arithmetic) ->
            opens(
                vector,
                integers(vector, "partials"),
                VECTORS.setup(text(vector, "setup")),
                arithmetic));
  }

  private void opens(
      JsonNode vector, List<BigInteger> expected, Setup setup, ModularArithmetic arithmetic) {
    List<BigInteger> c = List.of(integer(vector, "c"));
    List<PartialDecryption> partials = new ArrayList<>();
    for (KeyShare share : setup.shares()) {
      List<BigInteger> values = decryptor(setup.key(), share, arithmetic).values(c);
      partials.add(new PartialDecryption(share.holder(), values, NO_PROOF));
    }
    assertThat(partials.stream().map(partial -> partial.values().get(0)).toList())
        .as("%s", vector.get("id"))
        .isEqualTo(expected);
    try (PartialCombiner combiner = PartialCombiner.of(setup.key(), arithmetic)) {
      for (JsonNode subset : vector.get("subsets")) {
        List<PartialDecryption> some =
            indices(subset).stream().map(i -> partials.get(i - 1)).toList();
        assertThat(combiner.join(1, some)).containsExactly(integer(vector, "c_prime"));
      }
      assertThat(combiner.open(1, partials).get(0)).isEqualTo(integer(vector, "m"));
    }
  }

  /** What a hospital would run, with proofs, once a key: the rest differs in numbers only. */
  @Test
  void opensWithProofsUnderEachKey() {
    Set<PaillierPublicKey> seen = new HashSet<>();
    List<JsonNode> cases =
        VECTORS.ofKind("decrypt").stream()
            .filter(vector -> seen.add(setup(vector).key().publicKey()))
            .toList();
    for (ModularArithmetic arithmetic : backends) {
      for (JsonNode vector : cases) {
        Setup setup = setup(vector);
        CiphertextBatch batch = batch(setup.key().publicKey(), integer(vector, "c"));
        List<PartialDecryption> partials = new ArrayList<>();
        for (int holder : indices(vector.get("subsets").get(0))) {
          KeyShare share = setup.shares().get(holder - 1);
          partials.add(decryptor(setup.key(), share, arithmetic).decrypt(batch));
        }
        try (PartialCombiner combiner = PartialCombiner.of(setup.key(), arithmetic)) {
          assertThat(combiner.combine(batch, partials).get(0)).isEqualTo(integer(vector, "m"));
        }
      }
    }
  }

  private Setup setup(JsonNode vector) {
    Setup setup = VECTORS.setup(text(vector, "setup"));
    return vector.has("refresh") ? setup.refreshed(VECTORS.withId(text(vector, "refresh"))) : setup;
  }

  private static CiphertextBatch batch(PaillierPublicKey key, BigInteger c) {
    BigInteger value = new Ciphertext(key, c).value();
    return new CiphertextBatch(key, BlockArray.of(key.ciphertextBytes(), value));
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "partial decryptions to refuse, on each backend: 0 combined, each holder named")
  void refusesWhatDoesNotCombineAndNamesWhoseItIs() {
    forEach("combine", this::combines);
  }

  private void combines(JsonNode vector, ModularArithmetic arithmetic) {
    Setup setup = setup(vector);
    String detect = vector.get("detect").isNull() ? "" : text(vector, "detect");
    BigInteger c = integer(vector, "c");
    PaillierPublicKey made =
        vector.has("ciphertext_key")
            ? VECTORS.privateKey(text(vector, "ciphertext_key")).publicKey()
            : setup.key().publicKey();
    CiphertextBatch batch = batch(made, c);
    List<PartialDecryption> given = new ArrayList<>();
    for (JsonNode entry : vector.get("given")) {
      BigInteger index = integer(entry, "i");
      if (index.bitLength() >= Integer.SIZE) {
        // no such index can be written down in a partial decryption
        assertThat(detect).isEqualTo("index");
        return;
      }
      given.add(withBestProof(setup, index.intValue(), c, integer(entry, "c_i"), arithmetic));
    }
    String name = text(vector, "id") + " on " + arithmetic.name();
    try (PartialCombiner combiner = PartialCombiner.of(setup.key(), arithmetic)) {
      if (detect.equals("combination")) {
        assertThatThrownBy(() -> combiner.open(1, given)).as(name).hasMessageContaining("combine");
        assertThat(unproved(setup, c, given, arithmetic))
            .as(name)
            .isEqualTo(indices(vector.get("culprits")));
        return;
      }
      if (detect.isEmpty()) {
        assertThat(combiner.combine(batch, given).get(0))
            .as(name)
            .isEqualTo(integer(vector, "m_of_c"));
        return;
      }
      if (detect.equals("fingerprint")) {
        assertThatThrownBy(() -> combiner.combine(batch, given))
            .as(name)
            .isInstanceOf(KeyMismatchException.class);
        return;
      }
      PartialDecryptionException refused =
          catchThrowableOfType(
              PartialDecryptionException.class, () -> combiner.combine(batch, given));
      assertThat(refused).as(name).isNotNull();
      assertThat(refused).as(name).message().hasLineCount(1).contains(words(detect));
      if (detect.equals("partial") || detect.equals("proof")) {
        assertThat(refused.holders()).as(name).isEqualTo(indices(vector.get("culprits")));
      }
      if (detect.equals("proof")) {
        assertThat(combiner.open(1, given).get(0)).isEqualTo(integer(vector, "m_if_unchecked"));
      }
    }
  }

  /** Returns whom a combiner would name; most cases have the same good parts. */
  private static List<Integer> unproved(
      Setup setup, BigInteger c, List<PartialDecryption> given, ModularArithmetic arithmetic) {
    try (SquareRing ring = arithmetic.squareRing(setup.key().publicKey().modulus())) {
      return given.stream()
          .filter(
              partial -> {
                EqualityStatement statement =
                    new EqualityStatement(
                        setup.key(), partial.holder(), List.of(c), partial.values());
                return !PROVED.computeIfAbsent(
                    List.of(arithmetic.name(), setup.key(), statement),
                    claim -> statement.isProvedBy(partial.proof(), ring));
              })
          .map(PartialDecryption::holder)
          .sorted()
          .toList();
    }
  }

  private static String words(String detect) {
    return switch (detect) {
      case "index" -> "the key has the holders 1 to";
      case "duplicate" -> "is there twice";
      case "count" -> "holders that are needed";
      case "partial" -> "is not a unit modulo n^2";
      case "proof" -> "was not made of these ciphertexts with this holder's share";
      default -> throw new IllegalStateException(detect);
    };
  }

  /** Returns what the holder of an index can hand in at best for a value, with its right share. */
  private PartialDecryption withBestProof(
      Setup setup, int index, BigInteger c, BigInteger value, ModularArithmetic arithmetic) {
    boolean provable =
        setup.key().parameters().isHolder(index)
            && value.signum() > 0
            && value.compareTo(setup.key().publicKey().modulusSquared()) < 0;
    if (!provable) {
      return new PartialDecryption(index, List.of(value), NO_PROOF);
    }
    PartialDecryptor decryptor = decryptor(setup.key(), setup.shares().get(index - 1), arithmetic);
    EqualityStatement statement =
        new EqualityStatement(setup.key(), index, List.of(c), List.of(value));
    EqualityProof proof =
        PROOFS.computeIfAbsent(
            List.of(setup.key(), statement), claim -> decryptor.prove(statement));
    return new PartialDecryption(index, List.of(value), proof);
  }

  @Test
  void refusesWhatIsNoCiphertextBeforeAShareIsUsed() {
    forEach(
        "ciphertext",
        (vector, arithmetic) -> {
          Setup setup = setup(vector);
          BigInteger c = integer(vector, "c");
          PaillierPublicKey key = setup.key().publicKey();
          PartialDecryptor decryptor = decryptor(setup.key(), setup.shares().get(0), arithmetic);
          try (PartialCombiner combiner = PartialCombiner.of(setup.key(), arithmetic)) {
            assertThatThrownBy(() -> decryptor.decrypt(batch(key, c)))
                .as("%s", vector.get("id"))
                .isInstanceOf(InvalidCiphertextException.class);
            assertThatThrownBy(() -> combiner.combine(batch(key, c), List.of()))
                .isInstanceOf(InvalidCiphertextException.class);
          }
        });
  }

  @Test
  void refreshesTheSharesOfEachSetup() {
    forEach(
        "refresh",
        (vector, arithmetic) -> {
          Setup setup = setup(vector);
          BigInteger modulus =
              integer(setup.keyFields(), "m").multiply(setup.key().publicKey().modulus());
          Dealing dealing =
              ThresholdDealer.of(setup.privateKey(), arithmetic)
                  .refresh(
                      setup.key(), setup.lastShares(), new Sharing(integers(vector, "g"), modulus));
          assertThat(dealing.shares().stream().map(KeyShare::value).toList())
              .isEqualTo(integers(vector, "new_shares"));
          assertThat(dealing.key().verificationKeys()).isEqualTo(integers(vector, "new_v_i"));
          opens(vector, integers(vector, "old_partials"), setup, arithmetic);
          opens(vector, integers(vector, "new_partials"), setup.refreshed(vector), arithmetic);
        });
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "proofs of partial decryption to refuse, on each backend: 0 accepted")
  void provesAndVerifiesAsTheVectorsDo() {
    forEach("proof", this::proves);
  }

  private void proves(JsonNode vector, ModularArithmetic arithmetic) {
    Setup setup = setup(vector);
    String rule = vector.get("rule").isNull() ? "" : text(vector, "rule");
    String name = text(vector, "id") + " on " + arithmetic.name();
    ThresholdKey key = recordOf(vector, setup.key());
    int holder = integer(vector, "i").intValueExact();
    EqualityBounds bounds = key.bounds(integer(vector, "challenge_bits").intValueExact());
    assertThat(bounds.nonceBits()).isEqualTo(integer(vector, "r_bits").intValueExact());
    EqualityStatement statement =
        new EqualityStatement(
            key, holder, List.of(integer(vector, "c")), List.of(integer(vector, "c_i")));
    EqualityProof proof =
        new EqualityProof(
            List.of(integer(vector, "a")), integer(vector, "b"), integer(vector, "z"));
    BigInteger e = integer(vector, "e");
    try (SquareRing ring = arithmetic.squareRing(key.publicKey().modulus());
        SquareRing secretRing = arithmetic.secretPowerRing(key.publicKey().modulus())) {
      assertThat(statement.holds(proof, e, bounds, ring))
          .as(name)
          .isEqualTo(Set.of("", "challenge", "record").contains(rule));
      if (rule.equals("challenge")) {
        assertThat(statement.isProvedBy(proof, ring)).as(name).isFalse();
      }
      if (rule.equals("record")) {
        EqualityStatement ofTheRecord =
            new EqualityStatement(
                setup.key(), holder, statement.ciphertexts(), statement.partials());
        assertThat(ofTheRecord.holds(proof, e, bounds, ring)).as(name).isFalse();
      }
      if (vector.has("r")) {
        BigInteger r = integer(vector, "r");
        KeyShare share = setup.shares().get(holder - 1);
        assertThat(bounds.witness()).isEqualTo(integer(vector, "witness_bound"));
        assertThat(bounds.response()).isEqualTo(integer(vector, "z_bound"));
        assertThat(key.witness(share)).isEqualTo(integer(vector, "witness"));
        assertThat(statement.commit(secretRing, r))
            .containsExactly(integer(vector, "a"), integer(vector, "b"));
        assertThat(statement.isProvedBy(statement.prove(secretRing, key.witness(share), r), ring))
            .isTrue();
      }
    }
  }

  /** Returns the key with the base and the verification key that a vector gives its verifier. */
  private static ThresholdKey recordOf(JsonNode vector, ThresholdKey key) {
    int holder = integer(vector, "i").intValueExact();
    List<BigInteger> verificationKeys =
        IntStream.rangeClosed(1, key.parameters().holders())
            .mapToObj(i -> i == holder ? integer(vector, "v_i") : key.verificationKey(i))
            .toList();
    return new ThresholdKey(
        key.publicKey(), key.parameters(), integer(vector, "v"), verificationKeys);
  }
}
