package io.blindsum.benchmarks.peers;

import io.blindsum.arith.Arithmetics;
import io.blindsum.keys.KeyFileException;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.PaillierPrivateKey;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many malformed keys and ciphertexts a program takes: a key when it encrypts under it, a
 * ciphertext when it decrypts a sum with it.
 *
 * @param keys the ids of the keys taken
 * @param allKeys how many there are
 * @param ciphertexts the ids of the ciphertexts taken
 * @param allCiphertexts how many there are
 */
public record HostileScore(
    String who, List<String> keys, int allKeys, List<String> ciphertexts, int allCiphertexts) {

  /** Returns the scores of BlindSum and of the peers that are installed. */
  public static List<HostileScore> all(Installation installation) throws IOException {
    Path folder = installation.vectors();
    HostileVectors vectors = new HostileVectors(folder);
    List<HostileScore> scores = new ArrayList<>(List.of(ours(vectors)));
    if (Files.exists(installation.python())) {
      Path script = installation.scripts().resolve("phe_hostile.py");
      scores.add(
          other("phe", vectors, List.of(installation.python().toString(), script.toString())));
    }
    Path jars = installation.folder().resolve("javallier");
    if (Files.isDirectory(jars)) {
      Path program = installation.scripts().resolve("javallier/JavallierHostile.java");
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      scores.add(
          other(
              "javallier",
              vectors,
              List.of(java.toString(), "-cp", jars + File.separator + "*", program.toString())));
    }
    return scores;
  }

  private static HostileScore ours(HostileVectors vectors) throws IOException {
    return score("BlindSum", vectors, HostileScore::takesKey, HostileScore::takesCiphertext);
  }

  /** Asks about each malformed key, and about each ciphertext with its private key. */
  private static HostileScore score(
      String who,
      HostileVectors vectors,
      Predicate<JsonNode> takesKey,
      BiPredicate<JsonNode, JsonNode> takesCiphertext)
      throws IOException {
    List<JsonNode> keys = vectors.publicKeys();
    List<JsonNode> ciphertexts = vectors.ciphertexts();
    List<String> taken = new ArrayList<>();
    for (JsonNode ciphertext : ciphertexts) {
      JsonNode key = vectors.privateKey(ciphertext.get("key").asString());
      if (takesCiphertext.test(key, ciphertext)) {
        taken.add(ciphertext.get("id").asString());
      }
    }
    return new HostileScore(
        who,
        keys.stream().filter(takesKey).map(key -> key.get("id").asString()).toList(),
        keys.size(),
        taken,
        ciphertexts.size());
  }

  private static boolean takesKey(JsonNode vector) {
    try {
      KeyFiles.parsePublic("key", text(vector.get("paillier-pubkey")), KeyGate.standard());
      return true;
    } catch (KeyFileException e) {
      return false;
    }
  }

  private static boolean takesCiphertext(JsonNode key, JsonNode vector) {
    PaillierPrivateKey privateKey =
        PaillierPrivateKey.of(
            new BigInteger(key.get("p").asString()), new BigInteger(key.get("q").asString()));
    try (Decryptor decryptor = Decryptor.of(privateKey, Arithmetics.fastest())) {
      decryptor.decrypt(CiphertextText.parseDecimal(privateKey.publicKey(), text(vector.get("c"))));
      return true;
    } catch (PaillierException e) {
      return false;
    }
  }

  /** Returns what a file would hold: some vectors are no strings. */
  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  /** Runs a program that prints what it takes as {@code {"keys": {id: taken}, ...}}. */
  private static HostileScore other(String who, HostileVectors vectors, List<String> command)
      throws IOException {
    List<String> full = new ArrayList<>(command);
    full.add(vectors.folder().toString());
    Process process =
        new ProcessBuilder(full).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode json = JsonMapper.shared().readTree(output);
    return score(
        who,
        vectors,
        vector -> json.get("keys").get(vector.get("id").asString()).asBoolean(),
        (key, vector) -> json.get("ciphertexts").get(name(vector)).asBoolean());
  }

  /** Returns the name that the programs give a ciphertext: ids are unique for each key. */
  private static String name(JsonNode ciphertext) {
    return ciphertext.get("key").asString() + " " + ciphertext.get("id").asString();
  }
}
