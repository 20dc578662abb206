package io.blindsum.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The streams of records that a result is the sum of, each once, in the order of their ids.
 *
 * @param streams in any order; kept sorted
 */
public record Manifest(List<SummedStream> streams) {
  private static final Manifest EMPTY = new Manifest(List.of());

  /**
   * Checks and sorts the entries.
   *
   * @throws IllegalArgumentException if two entries hold the same records, or their rows overflow
   */
  public Manifest {
    streams = streams.stream().sorted(Comparator.comparing(SummedStream::streamId)).toList();
    Map<String, SummedStream> seen = new HashMap<>();
    for (SummedStream stream : streams) {
      if (firstShared(seen, stream).isPresent()) {
        throw new IllegalArgumentException("manifest names the same records twice");
      }
      remember(seen, stream);
    }
    requireCountable(streams);
  }

  /** Returns the manifest of no stream. */
  public static Manifest empty() {
    return EMPTY;
  }

  static Manifest of(SummedStream stream) {
    return new Manifest(List.of(stream));
  }

  public long rows() {
    return streams.stream().mapToLong(SummedStream::rows).sum();
  }

  public long rejected() {
    return streams.stream().mapToLong(SummedStream::rejected).sum();
  }

  /** Returns the sites that are named, each once, in the order of their names. */
  public List<String> sites() {
    return streams.stream()
        .map(SummedStream::site)
        .filter(site -> !site.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns an entry of the other manifest whose records this one counts already. */
  Optional<SummedStream> shared(Manifest other) {
    Map<String, SummedStream> seen = new HashMap<>();
    streams.forEach(stream -> remember(seen, stream));
    return other.streams.stream()
        .filter(stream -> firstShared(seen, stream).isPresent())
        .findFirst();
  }

  /** Returns the other manifest without the sources of rows that this one counts already. */
  Manifest apart(Manifest other) {
    Map<String, SummedStream> seen = new HashMap<>();
    streams.forEach(stream -> remember(seen, stream));
    return new Manifest(
        other.streams.stream()
            .map(s -> seen.containsKey(source(s)) ? s.withoutSource() : s)
            .toList());
  }

  /** Returns the manifest of both, which share no records. */
  Manifest plus(Manifest other) {
    List<SummedStream> both = new ArrayList<>(streams);
    both.addAll(other.streams);
    return new Manifest(both);
  }

  private static void remember(Map<String, SummedStream> seen, SummedStream stream) {
    seen.put(stream.streamId(), stream);
    seen.put(source(stream), stream);
  }

  private static Optional<SummedStream> firstShared(
      Map<String, SummedStream> seen, SummedStream stream) {
    return Optional.ofNullable(seen.get(stream.streamId()))
        .or(() -> Optional.ofNullable(seen.get(source(stream))))
        .filter(stream::sameRecords);
  }

  /** One source of one site; longer than any stream id, so that the two never meet as keys. */
  private static String source(SummedStream stream) {
    return stream.sourceDigest() + stream.site();
  }

  private static void requireCountable(List<SummedStream> streams) {
    long rows = 0;
    long rejected = 0;
    try {
      for (SummedStream stream : streams) {
        rows = Math.addExact(rows, stream.rows());
        rejected = Math.addExact(rejected, stream.rejected());
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("manifest counts more rows than there can be", e);
    }
  }
}
