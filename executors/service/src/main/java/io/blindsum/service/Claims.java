package io.blindsum.service;

import io.blindsum.keys.AppendedFile;
import io.blindsum.paillier.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for ever who had something first: a run's nonce, an order, a release. A claim is on the
 * disk before it is granted, and no clock ends it, so that neither a restart nor a clock that goes
 * back makes anything new again.
 *
 * <p>The file has 64 bytes a claim: SHA-256 of what is claimed, SHA-256 of who claims it. Executors
 * may share it; a claim that a crash cut off is cut away.
 */
public final class Claims {
  private static final int DIGEST_BYTES = 32;
  private static final int RECORD_BYTES = 2 * DIGEST_BYTES;
  private static final int PAGE_BYTES = 1024 * RECORD_BYTES;

  /** The lock of a file keeps processes apart, this one the threads of one. */
  private static final Object THREADS = new Object();

  private final @Nullable Path file;
  private final Map<String, byte[]> memory = new HashMap<>();

  private Claims(@Nullable Path file) {
    this.file = file;
  }

  /** Remembers in a file, which is made when it is needed; only its owner may read it. */
  public static Claims in(Path file) {
    return new Claims(file);
  }

  /** Remembers as long as the program runs. */
  public static Claims inMemory() {
    return new Claims(null);
  }

  /**
   * Claims something.
   *
   * @param what the parts of its name
   * @param holder who claims it
   * @return whether it is the holder's: nobody had it before, or the same holder
   * @throws UncheckedIOException if it cannot be remembered
   */
  public boolean claim(List<String> what, String holder) {
    byte[] name = digest(what);
    byte[] who = digest(List.of(holder));
    synchronized (THREADS) {
      try {
        return Arrays.equals(file == null ? inMemory(name, who) : inFile(file, name, who), who);
      } catch (IOException e) {
        throw new UncheckedIOException("claims cannot be written", e);
      }
    }
  }

  /** How something stands, for somebody who might claim it. */
  public enum Standing {
    /** Nobody claimed it. */
    FREE,
    /** The same holder did. */
    OWN,
    /** Another one did. */
    TAKEN
  }

  /**
   * Tells whose something is, and claims nothing.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Standing standing(List<String> what, String holder) {
    byte[] name = digest(what);
    synchronized (THREADS) {
      byte[] before = file == null ? memory.get(Sha256.hex(name)) : kept(file, name);
      if (before == null) {
        return Standing.FREE;
      }
      return Arrays.equals(before, digest(List.of(holder))) ? Standing.OWN : Standing.TAKEN;
    }
  }

  private static byte @Nullable [] kept(Path path, byte[] name) {
    try (AppendedFile claims = AppendedFile.open(path)) {
      return find(claims, claims.size() - claims.size() % RECORD_BYTES, name);
    } catch (IOException e) {
      throw new UncheckedIOException("claims cannot be read", e);
    }
  }

  private byte[] inMemory(byte[] name, byte[] who) {
    byte[] before = memory.putIfAbsent(Sha256.hex(name), who);
    return before == null ? who : before;
  }

  private static byte[] inFile(Path path, byte[] name, byte[] who) throws IOException {
    try (AppendedFile claims = AppendedFile.open(path)) {
      claims.lock();
      long whole = claims.size() - claims.size() % RECORD_BYTES;
      byte[] holder = find(claims, whole, name);
      if (holder != null) {
        return holder;
      }
      claims.append(whole, List.of(ByteBuffer.wrap(name), ByteBuffer.wrap(who)));
      return who;
    }
  }

  private static byte @Nullable [] find(AppendedFile claims, long whole, byte[] name)
      throws IOException {
    for (long at = 0; at < whole; at += PAGE_BYTES) {
      byte[] page = claims.read(at, (int) Math.min(PAGE_BYTES, whole - at)).array();
      for (int record = 0; record < page.length; record += RECORD_BYTES) {
        int end = record + DIGEST_BYTES;
        if (Arrays.equals(page, record, end, name, 0, DIGEST_BYTES)) {
          return Arrays.copyOfRange(page, end, record + RECORD_BYTES);
        }
      }
    }
    return null;
  }

  /** Each part behind its length, so that no two lists are alike. */
  private static byte[] digest(List<String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] content = part.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
      bytes.writeBytes(content);
    }
    return Sha256.open().digest(bytes.toByteArray());
  }
}
