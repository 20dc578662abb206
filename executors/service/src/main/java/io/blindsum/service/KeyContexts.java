package io.blindsum.service;

import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was worked out about the last public keys: the gate's answer, and what computes with a
 * key, with its tables. Safe for use by many threads.
 *
 * @param <C> what computes with a key; closed when it has left the cache and its last user is done
 */
public final class KeyContexts<C extends AutoCloseable> implements AutoCloseable {
  private static final int MOST_KEYS = 8;
  private static final String FIELD = Functions.KEY_ARGUMENT + ".n";
  private static final System.Logger LOG = System.getLogger(KeyContexts.class.getName());

  private final KeyGate gate;
  private final Function<PaillierPublicKey, C> factory;
  private final Map<BigInteger, PaillierPublicKey> admitted = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<PaillierPublicKey, Entry<C>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Makes an empty cache.
   *
   * @param gate what decides about keys that were not seen yet
   * @param factory makes what computes with a key
   */
  public KeyContexts(KeyGate gate, Function<PaillierPublicKey, C> factory) {
    this.gate = gate;
    this.factory = factory;
  }

  /**
   * Reads the key of a call, whoever calls, and checks it at the gate, unless it was checked a
   * short while ago. The gate remembers nothing of it.
   *
   * @param argument what stands in {@link Functions#KEY_ARGUMENT}
   * @throws io.blindsum.paillier.InvalidKeyException if it is refused, in one line
   */
  public PaillierPublicKey admit(@Nullable Object argument) {
    return admit(SeedKeyFormat.readModulus(Functions.KEY_ARGUMENT, argument), gate::check);
  }

  /**
   * Reads the key of a call and puts it to the gate if somebody approved it; of any other key
   * nothing is computed and nothing is remembered.
   *
   * @param argument what stands in {@link Functions#KEY_ARGUMENT}
   * @param approval tells whether a key is approved, by its fingerprint
   * @throws io.blindsum.paillier.InvalidKeyException if it is refused, in one line
   */
  public PaillierPublicKey admit(@Nullable Object argument, Predicate<PaillierPublicKey> approval) {
    BigInteger n = SeedKeyFormat.readModulus(Functions.KEY_ARGUMENT, argument);
    if (!approval.test(gate.glance(FIELD, n))) {
      throw new InvalidKeyException(FIELD + ": not an approved key");
    }
    return admit(n, gate::admit);
  }

  private PaillierPublicKey admit(
      BigInteger n, BiFunction<String, BigInteger, PaillierPublicKey> check) {
    synchronized (admitted) {
      PaillierPublicKey known = admitted.get(n);
      if (known != null) {
        return known;
      }
    }
    // outside of the lock: a new key takes tens of milliseconds
    PaillierPublicKey key = check.apply(FIELD, n);
    synchronized (admitted) {
      admitted.put(n, key);
      removeEldest(admitted);
    }
    return key;
  }

  /** Runs work with what computes with a key, which is kept for the next job. */
  public <T> T with(PaillierPublicKey key, Function<C, T> work) {
    Entry<C> entry = open(key);
    try {
      return work.apply(entry.context);
    } finally {
      giveBack(entry);
    }
  }

  private Entry<C> open(PaillierPublicKey key) {
    synchronized (entries) {
      Entry<C> entry = entries.computeIfAbsent(key, k -> new Entry<>(factory.apply(k)));
      entry.users++;
      Entry<C> eldest = removeEldest(entries);
      if (eldest != null) {
        retire(eldest);
      }
      return entry;
    }
  }

  private void giveBack(Entry<C> entry) {
    synchronized (entries) {
      entry.users--;
      if (entry.retired && entry.users == 0) {
        close(entry.context);
      }
    }
  }

  private static void retire(Entry<?> entry) {
    entry.retired = true;
    if (entry.users == 0) {
      close(entry.context);
    }
  }

  private static void close(AutoCloseable context) {
    try {
      context.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "closing what computed with a key failed", e);
    }
  }

  private static <K, V> @Nullable V removeEldest(Map<K, V> map) {
    return map.size() > MOST_KEYS ? map.remove(map.keySet().iterator().next()) : null;
  }

  @Override
  public void close() {
    synchronized (entries) {
      entries.values().forEach(KeyContexts::retire);
      entries.clear();
    }
  }

  private static final class Entry<C extends AutoCloseable> {
    private final C context;
    private int users;
    private boolean retired;

    private Entry(C context) {
      this.context = context;
    }
  }
}
