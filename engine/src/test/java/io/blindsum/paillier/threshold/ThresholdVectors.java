package io.blindsum.paillier.threshold;

import static io.blindsum.testing.Vectors.integer;
import static io.blindsum.testing.Vectors.text;

import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The keys, setups and cases of {@code threshold.json}. */
final class ThresholdVectors {
  private final Map<String, JsonNode> keys = new HashMap<>();
  private final Map<String, PaillierPrivateKey> privateKeys = new HashMap<>();
  private final Map<String, Setup> setups = new HashMap<>();
  private final List<JsonNode> vectors;

  ThresholdVectors() {
    JsonNode document = Vectors.document("threshold");
    for (JsonNode key : document.get("keys")) {
      keys.put(text(key, "name"), key);
      privateKeys.put(
          text(key, "name"), PaillierPrivateKey.of(integer(key, "p"), integer(key, "q")));
    }
    for (JsonNode setup : document.get("setups")) {
      setups.put(text(setup, "id"), setup(setup));
    }
    vectors = Vectors.entries("threshold");
  }

  /**
   * One dealing.
   *
   * @param fields what the file says of it
   * @param keyFields what the file says of its key
   */
  record Setup(
      JsonNode fields,
      JsonNode keyFields,
      PaillierPrivateKey privateKey,
      ThresholdKey key,
      List<KeyShare> shares) {

    /** Returns the shares of the last holders, as many as are needed. */
    List<KeyShare> lastShares() {
      return shares.subList(shares.size() - key.parameters().threshold(), shares.size());
    }

    /** Returns the setup after a refresh. */
    Setup refreshed(JsonNode refresh) {
      ThresholdKey refreshed =
          new ThresholdKey(
              key.publicKey(), key.parameters(), key.base(), integers(refresh, "new_v_i"));
      return new Setup(
          fields, keyFields, privateKey, refreshed, sharesOf(integers(refresh, "new_shares")));
    }
  }

  private Setup setup(JsonNode fields) {
    String keyName = text(fields, "key");
    PaillierPrivateKey key = privateKey(keyName);
    ThresholdParameters parameters =
        new ThresholdParameters(
            integer(fields, "t").intValueExact(), integer(fields, "L").intValueExact());
    ThresholdKey threshold =
        new ThresholdKey(
            key.publicKey(), parameters, integer(fields, "v"), integers(fields, "v_i"));
    return new Setup(
        fields,
        Objects.requireNonNull(keys.get(keyName), keyName),
        key,
        threshold,
        sharesOf(integers(fields, "shares")));
  }

  private static List<KeyShare> sharesOf(List<BigInteger> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> new KeyShare(i + 1, values.get(i)))
        .toList();
  }

  List<Setup> setups() {
    return List.copyOf(setups.values());
  }

  PaillierPrivateKey privateKey(String name) {
    return Objects.requireNonNull(privateKeys.get(name), name);
  }

  Setup setup(String id) {
    return Objects.requireNonNull(setups.get(id), id);
  }

  List<JsonNode> ofKind(String kind) {
    return vectors.stream().filter(vector -> text(vector, "kind").equals(kind)).toList();
  }

  JsonNode withId(String id) {
    return vectors.stream().filter(vector -> text(vector, "id").equals(id)).findAny().orElseThrow();
  }

  static List<BigInteger> integers(JsonNode vector, String member) {
    return integers(vector.get(member));
  }

  static List<BigInteger> integers(JsonNode array) {
    List<BigInteger> integers = new ArrayList<>();
    array.forEach(element -> integers.add(new BigInteger(element.asString())));
    return integers;
  }

  static List<Integer> indices(JsonNode array) {
    return integers(array).stream().map(BigInteger::intValueExact).toList();
  }
}
