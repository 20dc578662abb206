package io.blindsum.testing;

import io.blindsum.paillier.PaillierPrivateKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads the vector files: those of the project, or those of the folder that {@code
 * -Dblindsum.vectors=DIR} names.
 */
public final class Vectors {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, PaillierPrivateKey> KEYS = new ConcurrentHashMap<>();

  private Vectors() {}

  /** Returns the whole document of a file, such as {@code djn}. */
  public static JsonNode document(String file) {
    String folder = System.getProperty("blindsum.vectors", "");
    return folder.isEmpty() ? ownDocument(file) : read(Path.of(folder, file + ".json"));
  }

  /** Returns the entries of a file, and prints how many there are. */
  public static List<JsonNode> entries(String file) {
    JsonNode document = document(file);
    JsonNode array = file.equals("keys") ? document.get("keys") : document.get("vectors");
    System.out.println("vectors " + file + ": " + array.size() + " cases");
    return array.valueStream().toList();
  }

  /** Returns the keys of the project's own vectors, whose private halves everybody has. */
  public static List<JsonNode> publishedKeys() {
    return ownDocument("keys").get("keys").valueStream().toList();
  }

  /** Returns the private key of a name in {@code keys.json}. */
  public static PaillierPrivateKey privateKey(String name) {
    return KEYS.computeIfAbsent(name, Vectors::readPrivateKey);
  }

  /** Returns the key that a vector names. */
  public static PaillierPrivateKey privateKey(JsonNode vector) {
    return privateKey(text(vector, "key"));
  }

  /** Returns a member that is a decimal string or a number. */
  public static BigInteger integer(JsonNode vector, String member) {
    return new BigInteger(text(vector, member));
  }

  /** Returns a member as text. */
  public static String text(JsonNode vector, String member) {
    return Objects.requireNonNull(vector.get(member), member).asString();
  }

  private static PaillierPrivateKey readPrivateKey(String name) {
    for (JsonNode key : document("keys").get("keys")) {
      if (text(key, "name").equals(name)) {
        return PaillierPrivateKey.of(integer(key, "p"), integer(key, "q"));
      }
    }
    throw new IllegalStateException("no key " + name);
  }

  private static JsonNode ownDocument(String file) {
    URL resource = Vectors.class.getResource("/vectors/" + file + ".json");
    try (InputStream stream = Objects.requireNonNull(resource, file).openStream()) {
      return MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
