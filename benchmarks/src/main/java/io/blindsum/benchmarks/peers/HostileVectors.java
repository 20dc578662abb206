package io.blindsum.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The malformed public keys and ciphertexts of the test vectors, and the private keys that belong
 * to them.
 *
 * @param folder of the vectors
 */
record HostileVectors(Path folder) {

  /** Returns the keys that must be refused, each with an {@code id}. */
  List<JsonNode> publicKeys() throws IOException {
    return rejected("malformed_public_keys.json");
  }

  /** Returns the ciphertexts that must be refused, each with a {@code key} and an {@code id}. */
  List<JsonNode> ciphertexts() throws IOException {
    return rejected("malformed_ciphertexts.json");
  }

  /** Returns the private key of a name. */
  JsonNode privateKey(String name) throws IOException {
    return nodes("keys.json", "keys").stream()
        .filter(key -> key.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("no key " + name + " in " + folder));
  }

  private List<JsonNode> rejected(String file) throws IOException {
    Predicate<JsonNode> malformed = vector -> vector.get("expect").asString().equals("reject");
    return nodes(file, "vectors").stream().filter(malformed).toList();
  }

  private List<JsonNode> nodes(String file, String field) throws IOException {
    JsonNode all = JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    return StreamSupport.stream(all.get(field).spliterator(), false).toList();
  }
}
