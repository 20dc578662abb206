package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the frames that earlier versions wrote; see {@link GoldenFrames}. */
class GoldenFrameTest {
  private static final String STREAM_ID = "46936119b5672aa380ba55c688327a9b";
  private static final String DIGEST =
      "2974bdecfb0507995a87bca5a04e48940ed1478feaff88f64032097a8389ec91";
  private static final int ROWS = 100;
  private static final long SUM = 4950;
  private static final long SUM_OF_SQUARES = 328_350;

  @Test
  void recordsOfVersion1DecryptToTheirRows() {
    try (FrameReader reader = FrameReader.open(golden("v1.bsc"))) {
      FrameHeader header = reader.header();
      assertThat(header.kind()).isEqualTo(FrameKind.RECORDS);
      assertThat(header.streamId()).isEqualTo(STREAM_ID);
      assertThat(header.study()).isEqualTo("golden");
      assertThat(header.site()).isEqualTo("Östra sjukhuset");
      assertThat(header.layout()).isEqualTo(GoldenFrames.LAYOUT);
      assertThat(header.sourceDigest()).isEqualTo(GoldenFrames.SOURCE);
      assertThat(header.protection()).isEqualTo(Protection.PLAIN);
      assertThat(header.maxRows()).isEqualTo(1000);
      assertThat(header.blinding()).isEqualTo("full r^n by CRT");
      assertThat(header.creator()).isEqualTo("BlindSum 0.1.0, java");
      assertThat(header.smallKey()).isFalse();
      int row = 0;
      for (FrameBatch batch = reader.next(); batch != null; batch = reader.next()) {
        BlockArray values = decrypt(batch.position(0, 2));
        BlockArray squares = decrypt(batch.position(1, 2));
        for (int i = 0; i < values.count(); i++, row++) {
          assertThat(values.get(i)).isEqualTo(BigInteger.valueOf(row));
          assertThat(squares.get(i)).isEqualTo(BigInteger.valueOf((long) row * row));
        }
      }
      assertThat(row).isEqualTo(ROWS);
      assertThat(reader.totals())
          .isEqualTo(new FrameTotals(3, ROWS, 3, 2L * ROWS, DIGEST, GoldenFrames.SOURCE));
    }
  }

  @Test
  void resultOfVersion1DecryptsToItsTotals() {
    try (FrameReader reader = FrameReader.open(golden("v1.bsr"))) {
      assertThat(reader.header().kind()).isEqualTo(FrameKind.RESULT);
      assertThat(reader.header().manifest().streams())
          .containsExactly(
              new SummedStream(
                  STREAM_ID,
                  DIGEST,
                  GoldenFrames.SOURCE,
                  "Östra sjukhuset",
                  ROWS,
                  3,
                  2L * ROWS,
                  3));
      FrameBatch batch = Objects.requireNonNull(reader.next());
      assertThat(batch.rows()).isEqualTo(ROWS);
      assertThat(batch.rejected()).isEqualTo(3);
      BlockArray totals = decrypt(batch.ciphertexts());
      assertThat(totals.get(0)).isEqualTo(BigInteger.valueOf(SUM));
      assertThat(totals.get(1)).isEqualTo(BigInteger.valueOf(SUM_OF_SQUARES));
      assertThat(reader.next()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("io.blindsum.testing.Backends#ready")
  void recordsOfVersion1AddUp(ModularArithmetic arithmetic) {
    try (FrameSum sum = FrameSum.of(arithmetic)) {
      sum.add(golden("v1.bsc"), FrameProgress.NONE);
      BlockArray totals = decrypt(sum.result().blocks());
      assertThat(totals.get(0)).isEqualTo(BigInteger.valueOf(SUM));
      assertThat(totals.get(1)).isEqualTo(BigInteger.valueOf(SUM_OF_SQUARES));
    }
  }

  @Test
  void headersAreWrittenAsTheyWereThen() throws Exception {
    for (String name : new String[] {"v1.bsc", "v1.bsr"}) {
      byte[] frame = Files.readAllBytes(golden(name));
      byte[] header = Arrays.copyOf(frame, Frames.headerBytes(frame));
      try (FrameReader reader = FrameReader.open(golden(name))) {
        assertThat(HeaderCodec.encode(reader.header())).isEqualTo(header);
      }
    }
  }

  private static BlockArray decrypt(BlockArray ciphertexts) {
    PaillierPublicKey key = GoldenFrames.KEY.publicKey();
    try (Decryptor decryptor = Decryptor.of(GoldenFrames.KEY, Arithmetics.fastest())) {
      return decryptor.decrypt(new CiphertextBatch(key, ciphertexts));
    }
  }

  private static Path golden(String name) {
    URL file = Objects.requireNonNull(GoldenFrameTest.class.getResource("/frames/" + name), name);
    try {
      return Path.of(file.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
