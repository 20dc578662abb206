import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.n1analytics.paillier.EncryptedNumber;
import com.n1analytics.paillier.PaillierContext;
import com.n1analytics.paillier.PaillierPrivateKey;
import com.n1analytics.paillier.PaillierPublicKey;
import java.io.File;
import java.math.BigInteger;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Counts the malformed keys and ciphertexts that javallier takes, as phe_hostile.py does. */
public final class JavallierHostile {
  private static final int SECONDS = 5;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });

  private JavallierHostile() {}

  private static boolean taken(Callable<?> attempt) {
    try {
      THREADS.submit(attempt).get(SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private static Object useKey(String text) throws Exception {
    JsonNode json = MAPPER.readTree(Base64.getDecoder().decode(text));
    BigInteger n = new BigInteger(json.get("n").asText());
    return new PaillierPublicKey(n).createUnsignedContext().encrypt(5).obfuscate();
  }

  private static Object useCiphertext(JsonNode key, String text) {
    BigInteger p = new BigInteger(key.get("p").asText());
    BigInteger q = new BigInteger(key.get("q").asText());
    BigInteger totient =
        p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    PaillierPublicKey pub = new PaillierPublicKey(p.multiply(q));
    PaillierContext context = pub.createUnsignedContext();
    EncryptedNumber hostile = new EncryptedNumber(context, new BigInteger(text), 0);
    EncryptedNumber total = hostile.add(context.encrypt(5));
    return new PaillierPrivateKey(pub, totient).raw_decrypt(total.calculateCiphertext());
  }

  public static void main(String[] args) throws Exception {
    JsonNode keys = MAPPER.readTree(new File(args[0], "keys.json")).get("keys");
    ObjectNode result = MAPPER.createObjectNode();
    ObjectNode ofKeys = result.putObject("keys");
    for (JsonNode vector :
        MAPPER.readTree(new File(args[0], "malformed_public_keys.json")).get("vectors")) {
      String text = vector.get("paillier-pubkey").asText();
      ofKeys.put(vector.get("id").asText(), taken(() -> useKey(text)));
    }
    ObjectNode ofCiphertexts = result.putObject("ciphertexts");
    for (JsonNode vector :
        MAPPER.readTree(new File(args[0], "malformed_ciphertexts.json")).get("vectors")) {
      JsonNode key = named(keys, vector.get("key").asText());
      String id = vector.get("key").asText() + " " + vector.get("id").asText();
      ofCiphertexts.put(id, taken(() -> useCiphertext(key, vector.get("c").asText())));
    }
    System.out.println(result);
  }

  private static JsonNode named(JsonNode keys, String name) {
    for (JsonNode key : keys) {
      if (key.get("name").asText().equals(name)) {
        return key;
      }
    }
    throw new IllegalArgumentException("no key " + name);
  }
}
