import com.n1analytics.paillier.EncryptedNumber;
import com.n1analytics.paillier.PaillierContext;
import com.n1analytics.paillier.PaillierPrivateKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Map;
import java.util.SplittableRandom;

/** Serves javallier to the benchmark as peer.py does; its encryption is made safe to send. */
public final class JavallierPeer {
  private static final int FEW = 4;
  private static final int MANY = 256;
  private static final BigInteger FACTOR = BigInteger.valueOf(0xb7e15162L);

  private final PaillierPrivateKey key;
  private final PaillierContext context;
  private final long[] plaintexts;
  private final EncryptedNumber[] ciphertexts = new EncryptedNumber[MANY];

  private JavallierPeer(int bits) {
    key = PaillierPrivateKey.create(bits);
    context = key.getPublicKey().createUnsignedContext();
    plaintexts = new SplittableRandom(20_261_124).longs(FEW, 0, 1L << 31).toArray();
    for (int i = 0; i < MANY; i++) {
      ciphertexts[i] = context.encrypt(plaintexts[i % FEW]).obfuscate();
    }
  }

  /** Runs one round; returns the elements it handled. */
  private interface Round {
    int run();
  }

  private int encrypt() {
    for (long plaintext : plaintexts) {
      context.encrypt(plaintext).obfuscate();
    }
    return FEW;
  }

  private int sum() {
    EncryptedNumber total = ciphertexts[0];
    for (int i = 1; i < MANY; i++) {
      total = total.add(ciphertexts[i]);
    }
    return MANY;
  }

  private int multiplyPlain() {
    for (int i = 0; i < FEW; i++) {
      ciphertexts[i].multiply(FACTOR);
    }
    return FEW;
  }

  private int decrypt() {
    for (int i = 0; i < FEW; i++) {
      ciphertexts[i].decrypt(key);
    }
    return FEW;
  }

  private static double microseconds(Round round) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int count = round.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1e3 / count;
  }

  public static void main(String[] args) throws Exception {
    JavallierPeer peer = new JavallierPeer(Integer.parseInt(args[0]));
    Map<String, Round> rounds =
        Map.of(
            "encrypt", peer::encrypt,
            "sum", peer::sum,
            "multiply-plain", peer::multiplyPlain,
            "decrypt", peer::decrypt);
    System.out.println("ready javallier 0.6.0");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Round round = rounds.get(line.strip());
      System.out.println(round == null ? "-" : String.format("%.4f", microseconds(round)));
    }
  }
}
