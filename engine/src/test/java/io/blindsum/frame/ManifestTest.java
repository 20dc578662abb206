package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String SOURCE = "5".repeat(64);

  private static SummedStream stream(char id, String source, String site, long rows) {
    return new SummedStream(
        String.valueOf(id).repeat(32), "d".repeat(64), source, site, rows, 1, rows, 1);
  }

  @Test
  void entriesAreSortedAndCounted() {
    SummedStream a = stream('a', FrameHeader.NO_SOURCE, "r1", 3);
    SummedStream b = stream('b', FrameHeader.NO_SOURCE, "r1", 4);
    Manifest manifest = new Manifest(List.of(b, a));
    assertThat(manifest.streams()).containsExactly(a, b);
    assertThat(manifest.rows()).isEqualTo(7);
    assertThat(manifest.rejected()).isEqualTo(2);
    assertThat(manifest).isEqualTo(Manifest.of(a).plus(Manifest.of(b)));
  }

  @Test
  void sameRecordsAreSameStreamOrSameSourceOfASite() {
    SummedStream one = stream('a', SOURCE, "r1", 3);
    assertThat(shared(one, stream('a', SOURCE, "r1", 3))).isTrue();
    assertThat(shared(one, stream('a', "6".repeat(64), "r2", 9))).isTrue();
    assertThat(shared(one, stream('b', SOURCE, "r1", 3))).isTrue();
    assertThat(shared(one, stream('b', SOURCE, "r2", 3))).isFalse();
    assertThat(shared(one, stream('b', "6".repeat(64), "r1", 3))).isFalse();
    SummedStream unknown = stream('c', FrameHeader.NO_SOURCE, "r1", 3);
    assertThat(shared(unknown, stream('d', FrameHeader.NO_SOURCE, "r1", 3))).isFalse();
  }

  @Test
  void doubledOrUncountableEntriesAreRefused() {
    SummedStream one = stream('a', SOURCE, "r1", 3);
    assertThatThrownBy(() -> new Manifest(List.of(one, stream('b', SOURCE, "r1", 3))))
        .hasMessage("manifest names the same records twice");
    SummedStream many = stream('b', FrameHeader.NO_SOURCE, "", Long.MAX_VALUE);
    assertThatThrownBy(() -> new Manifest(List.of(one, many)))
        .hasMessage("manifest counts more rows than there can be");
    assertThatThrownBy(() -> stream('a', SOURCE, "r1", -1))
        .hasMessage("negative count in a manifest entry");
    assertThatThrownBy(() -> stream('G', SOURCE, "r1", 1))
        .hasMessage("stream id is not 32 lowercase hex digits");
  }

  private static boolean shared(SummedStream a, SummedStream b) {
    return Manifest.of(a).shared(Manifest.of(b)).isPresent();
  }
}
