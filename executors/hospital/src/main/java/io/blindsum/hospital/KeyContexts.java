package io.blindsum.hospital;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.cohort.SeedKeyFormat;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was worked out about the last public keys: the gate's answer, and an encryptor with
 * its tables. Safe for use by many threads.
 */
final class KeyContexts implements AutoCloseable {
  private static final int MOST_KEYS = 8;

  private final KeyGate gate;
  private final ModularArithmetic arithmetic;
  private final Map<String, PaillierPublicKey> admitted = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<PaillierPublicKey, Context> contexts = new LinkedHashMap<>(16, 0.75f, true);

  KeyContexts(KeyGate gate, ModularArithmetic arithmetic) {
    this.gate = gate;
    this.arithmetic = arithmetic;
  }

  String backend() {
    return arithmetic.name();
  }

  /**
   * Reads the key of a call and puts it to the gate, unless the same text was admitted before.
   *
   * @throws io.blindsum.paillier.InvalidKeyException if it is refused, in one line
   */
  PaillierPublicKey admit(@Nullable Object argument) {
    synchronized (admitted) {
      PaillierPublicKey known = argument instanceof String text ? admitted.get(text) : null;
      if (known != null) {
        return known;
      }
    }
    // outside of the lock: a new key takes tens of milliseconds
    PaillierPublicKey key = SeedKeyFormat.readPublic(Arguments.PUBLIC_KEY, argument, gate);
    synchronized (admitted) {
      admitted.put(String.valueOf(argument), key);
      removeEldest(admitted);
    }
    return key;
  }

  /** Runs work with the encryptor of a key, which is kept for the next job. */
  <T> T encrypting(PaillierPublicKey key, Function<Encryptor, T> work) {
    Context context = open(key);
    try {
      return work.apply(context.encryptor);
    } finally {
      release(context);
    }
  }

  private Context open(PaillierPublicKey key) {
    synchronized (contexts) {
      Context context = contexts.computeIfAbsent(key, this::create);
      context.users++;
      Context eldest = removeEldest(contexts);
      if (eldest != null) {
        retire(eldest);
      }
      return context;
    }
  }

  private void release(Context context) {
    synchronized (contexts) {
      context.users--;
      if (context.retired && context.users == 0) {
        context.encryptor.close();
      }
    }
  }

  private static void retire(Context context) {
    context.retired = true;
    if (context.users == 0) {
      context.encryptor.close();
    }
  }

  private Context create(PaillierPublicKey key) {
    return new Context(Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic)));
  }

  private static <K, V> @Nullable V removeEldest(Map<K, V> map) {
    return map.size() > MOST_KEYS ? map.remove(map.keySet().iterator().next()) : null;
  }

  @Override
  public void close() {
    synchronized (contexts) {
      contexts.values().forEach(KeyContexts::retire);
      contexts.clear();
    }
  }

  /** An encryptor, closed when it has left the cache and its last user is done. */
  private static final class Context {
    private final Encryptor encryptor;
    private int users;
    private boolean retired;

    private Context(Encryptor encryptor) {
      this.encryptor = encryptor;
    }
  }
}
