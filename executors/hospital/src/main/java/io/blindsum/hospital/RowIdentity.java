package io.blindsum.hospital;

import io.blindsum.cohort.CohortSource;
import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells rows apart, by all that stands in them, and notes whose each is where the dataset has an
 * {@code id} column. Of rows that are the same in everything, the first, second and so on of one
 * question are taken for those of another.
 */
final class RowIdentity {
  // odd, so that all multiples of it differ
  private static final long NEXT_COPY = 0x9e3779b97f4a7c15L;
  private static final int FIRST_BYTES = 1 << 10;
  private static final char LAST_ASCII = 0x7f;

  private final MessageDigest sha256 = Sha256.open();
  private final byte[] secret;
  private final CohortSource source;
  private final int[] fields;
  private final int[] id;
  private final RowNumbers numbers;
  // what is digested of a row
  private ByteBuffer row = ByteBuffer.allocate(FIRST_BYTES);
  // how often a row was seen in this question, by its number
  private int[] copies = new int[0];

  /**
   * Starts on the rows of a question.
   *
   * @param secret what keeps digests from being guessed
   * @throws io.blindsum.text.DataException if there is no column of that name
   */
  RowIdentity(CohortSource source, Optional<String> id, byte[] secret, RowNumbers numbers) {
    this.secret = secret.clone();
    this.source = source;
    this.numbers = numbers;
    this.id = id.stream().mapToInt(source::column).toArray();
    this.fields = IntStream.range(0, source.columns().size()).toArray();
  }

  /** Returns the number of the row at which the source stands. */
  int current() {
    int number = row();
    numbers
        .patients()
        .ifPresent(known -> known.owners().put(number, known.numbers().of(digest(id))));
    return number;
  }

  private int row() {
    RowOrdinals rows = numbers.rows();
    long digest = digest(fields);
    int number = rows.of(digest);
    if (number >= copies.length) {
      copies = Arrays.copyOf(copies, Math.max(number + 1, rows.size() + rows.size() / 2));
    }
    int copy = copies[number]++;
    return copy == 0 ? number : rows.of(mix(digest + copy * NEXT_COPY));
  }

  /** Tells whether no patient has two rows in this question, as far as patients are told apart. */
  boolean isOneRowEach() {
    return numbers.patients().stream().allMatch(known -> known.owners().isOneRowEach());
  }

  /** Returns how many rows are of so many patients at least, as far as rows are known. */
  int rowsOf(int atLeast) {
    return Math.toIntExact(numbers.rowsOf(atLeast));
  }

  private long digest(int... of) {
    row.clear().put(secret);
    for (int field : of) {
      // what a question asks changes how a field is read, and not who it is of
      put(source.kept(field));
    }
    sha256.update(row.array(), 0, row.position());
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }

  /** Puts the number of bytes of a text in UTF-8, then the bytes. */
  private void put(CharSequence text) {
    int chars = text.length();
    int start = room(Integer.BYTES + chars);
    row.putInt(chars);
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c > LAST_ASCII) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        row.position(start);
        room(Integer.BYTES + bytes.length);
        row.putInt(bytes.length).put(bytes);
        return;
      }
      row.put((byte) c);
    }
  }

  /** Makes room for more bytes; returns where they start. */
  private int room(int bytes) {
    if (row.remaining() < bytes) {
      row = ByteBuffer.allocate(2 * (row.position() + bytes)).put(row.flip());
    }
    return row.position();
  }

  /** Spreads a number over all bits, as SplitMix64 does (Steele, Lea and Flood 2014, figure 14). */
  private static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
