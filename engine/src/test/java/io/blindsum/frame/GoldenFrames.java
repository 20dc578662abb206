package io.blindsum.frame;

import io.blindsum.arith.Arithmetics;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Vectors;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * Made the golden frames of format version 1, once.
 *
 * <p>100 rows i = 0..99 in batches of 40, 40 and 20, each row the two plaintexts i and i^2 under
 * the test key {@code blum-2048}, with 3 rows rejected beside the second batch; then their sum. Run
 * it again only for a new format version, under new names: the old files are read for ever.
 */
final class GoldenFrames {
  static final PaillierPrivateKey KEY = Vectors.privateKey("blum-2048");
  static final String LAYOUT = "golden layout: i, i^2";
  static final String SOURCE = "0123456789abcdef".repeat(4);

  private GoldenFrames() {}

  /** Writes {@code v1.bsc} and {@code v1.bsr} to the folder that is named. */
  public static void main(String[] args) {
    Path records = Path.of(args[0], "v1.bsc");
    FrameHeader header =
        FrameHeader.records(KEY.publicKey())
            .study("golden")
            .site("Östra sjukhuset")
            .layout(LAYOUT)
            .sourceDigest(SOURCE)
            .positions(2)
            .maxRows(1000)
            .blinding("full r^n by CRT")
            .creator("BlindSum 0.1.0, java")
            .build();
    try (FrameFile file = FrameFile.create(records, header)) {
      appendRows(file, 0, 40, 0);
      appendRows(file, 40, 80, 3);
      appendRows(file, 80, 100, 0);
      file.finish();
    }
    try (FrameSum sum = FrameSum.of(Arithmetics.pure())) {
      sum.add(records, FrameProgress.NONE);
      FrameHeader.Builder result = sum.result().header().creator("BlindSum 0.1.0, java");
      try (FrameFile file = FrameFile.create(Path.of(args[0], "v1.bsr"), result.build())) {
        sum.result().appendTo(file);
        file.finish();
      }
    }
  }

  private static void appendRows(FrameFile file, int from, int to, long rejected) {
    LongStream values = LongStream.range(from, to);
    LongStream squares = LongStream.range(from, to).map(i -> i * i);
    long[] positions = LongStream.concat(values, squares).toArray();
    file.append(to - from, rejected, Frames.encrypt(KEY, positions));
  }
}
