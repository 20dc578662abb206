package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.Evaluator;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.question.GroupBy;
import io.blindsum.reduce.CiphertextReducer;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import io.blindsum.text.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From rows to ciphertexts, added up and decrypted; the sums of ACTG 175 were made with Python. */
class CohortEncryptorTest {
  private static final Path ACTG =
      Path.of(System.getProperty("blindsum.root"), "datasets/actg175/actg175.csv");

  private final PaillierPrivateKey key = Vectors.privateKey("blum-1024");
  private final ModularArithmetic arithmetic = Arithmetics.fastest();

  /** Adds up what it is given, as a cloud does. */
  private final class Adder implements CiphertextSink {
    private final List<Ciphertext> totals = new ArrayList<>();
    private final List<Long> batchRows = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    private final int positions;
    private long rejected;

    Adder(SlotLayout layout) {
      this.positions = layout.plaintextsPerRecord();
      for (int i = 0; i < positions; i++) {
        totals.add(new Ciphertext(key.publicKey(), BigInteger.ONE));
      }
    }

    @Override
    public void keep(byte[] digest) {
      digests.add(HexFormat.of().formatHex(digest));
    }

    @Override
    public void append(long rows, long left, BlockArray ciphertexts) {
      batchRows.add(rows);
      rejected += left;
      int each = ciphertexts.count() / positions;
      try (CiphertextReducer reducer = CiphertextReducer.of(key.publicKey(), arithmetic);
          Evaluator evaluator = Evaluator.of(key.publicKey(), arithmetic)) {
        for (int i = 0; i < positions; i++) {
          BlockArray position = ciphertexts.slice(i * each, (i + 1) * each);
          Ciphertext sum = reducer.sum(new CiphertextBatch(key.publicKey(), position));
          totals.set(i, evaluator.add(totals.get(i), sum));
        }
      }
    }

    List<GroupTotals> decode(SlotLayout layout) {
      try (Decryptor decryptor = Decryptor.of(key, arithmetic)) {
        List<BigInteger> plaintexts = totals.stream().map(decryptor::decrypt).toList();
        long rows = batchRows.stream().mapToLong(Long::longValue).sum();
        return TotalsDecoder.of(layout).decode(plaintexts, rows);
      }
    }
  }

  private SlotLayout layout(LayoutMode mode, long maxRows, String groupBy, String... columns) {
    List<ColumnSpec> specs = Stream.of(columns).map(ColumnSpec::parse).toList();
    GroupBy groups = groupBy.isEmpty() ? GroupBy.none() : GroupBy.parse(List.of(groupBy), specs);
    return SlotLayout.of(specs, groups, maxRows, 1024, mode);
  }

  private Adder encrypt(CohortSource source, SlotLayout layout, BadDataPolicy policy, int batchRows)
      throws IOException, InterruptedException {
    Adder adder = new Adder(layout);
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      new CohortEncryptor(layout, encryptor, policy, batchRows).encrypt(source, adder, rows -> {});
    }
    return adder;
  }

  @ParameterizedTest
  @CsvSource({"WIDE, 1000", "TALL, 1000", "TALL, 7", "WIDE, 5000", "PARTIALS, 1000"})
  void addsUpARealTrialExactly(LayoutMode mode, int batchRows) throws Exception {
    SlotLayout layout =
        layout(mode, 5000, "arms:0,1,2,3", "wtkg:dec(5)[30..160]", "cd496:int[0..1500]");
    try (CohortSource source = io.blindsum.cohort.CsvSource.open(ACTG)) {
      Adder adder = encrypt(source, layout, BadDataPolicy.REJECT, batchRows);
      List<GroupTotals> groups = adder.decode(layout);
      assertThat(groups).extracting(GroupTotals::rows).containsExactly(532L, 522L, 524L, 561L);
      assertThat(sums(groups, 0))
          .containsExactly("40464.90880", "39082.44544", "39150.23976", "41995.44520");
      assertThat(sums(groups, 1)).containsExactly("92325", "113637", "119574", "115406");
      assertThat(groups)
          .extracting(group -> group.columns().get(1).n())
          .containsExactly(321L, 333L, 337L, 351L);
      assertThat(numbers(groups.get(2), 1).moments().sumOfSquares())
          .isEqualByComparingTo("52526212");
    }
  }

  private static List<String> sums(List<GroupTotals> groups, int column) {
    return groups.stream()
        .map(group -> numbers(group, column).moments().sum().toPlainString())
        .toList();
  }

  private static ColumnTotals.Numbers numbers(GroupTotals group, int column) {
    return (ColumnTotals.Numbers) group.columns().get(column);
  }

  @Test
  void addsUpRecordsOfSeveralPlaintexts() throws Exception {
    SlotLayout layout =
        layout(
            LayoutMode.TALL,
            10_000_000,
            "arms:0,1,2,3",
            "wtkg:dec(5)[30..160]",
            "cd40:int[0..1500]",
            "cd80:int[0..7000]",
            "strat:cat{1,2,3}");
    assertThat(layout.plaintextsPerRecord()).isGreaterThan(1);
    try (CohortSource source = io.blindsum.cohort.CsvSource.open(ACTG)) {
      List<GroupTotals> groups = encrypt(source, layout, BadDataPolicy.REJECT, 999).decode(layout);
      assertThat(sums(groups, 1)).containsExactly("187905", "182034", "184854", "194929");
      assertThat(((ColumnTotals.Categories) groups.get(3).columns().get(3)).counts())
          .containsEntry("1", 238L)
          .containsEntry("2", 102L)
          .containsEntry("3", 221L);
    }
  }

  private static final String BAD =
      "age,sex\n40,F\n,M\n200,F\n17,F\nforty,M\n50,X\n60,\n30.5,F\n99,M\n";

  private static CohortSource csv(String text) {
    return io.blindsum.cohort.CsvSource.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "bad.csv",
        Optional.empty());
  }

  @Test
  void dropsOrClampsOrRefusesBadRows() throws Exception {
    SlotLayout layout = layout(LayoutMode.WIDE, 100, "sex", "age:int[18..120]", "sex:cat{F,M}");
    Adder dropped = encrypt(csv(BAD), layout, BadDataPolicy.DROP, 2);
    assertThat(dropped.batchRows).containsExactly(2L, 1L);
    assertThat(sums(dropped.decode(layout), 0)).containsExactly("40", "99");
    assertThat(dropped.rejected).isEqualTo(6);

    Adder clamped = encrypt(csv(BAD), layout, BadDataPolicy.CLAMP, 100);
    assertThat(sums(clamped.decode(layout), 0)).containsExactly("178", "99");
    assertThat(clamped.rejected).isEqualTo(4);

    assertThatThrownBy(() -> encrypt(csv(BAD), layout, BadDataPolicy.REJECT, 100))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("age out of declared range [18..120] at bad.csv line 4 (2 of 9 rows)")
        .hasMessageNotContaining("200");
  }

  /** Of 60 rows in batches of 10, a run stopped after 30. */
  @Test
  void goesOnBehindTheRowsThatWereEncryptedAndNoOthers() throws Exception {
    Random random = Seeds.random("CohortEncryptorTest");
    SlotLayout layout = layout(LayoutMode.WIDE, 100, "", "age:int[0..120]", "sex:cat{F,M}");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(random.nextInt(120) + "," + (random.nextBoolean() ? "F" : "M"));
    }
    Adder whole = encrypt(table(rows), layout, BadDataPolicy.REJECT, 10);
    Checkpoint stopped = Checkpoint.after(3, HexFormat.of().parseHex(whole.digests.get(2)));
    Adder rest = new Adder(layout);
    assertThat(resume(rows, stopped, layout, rest).rows()).isEqualTo(60);
    assertThat(rest.batchRows).containsExactly(10L, 10L, 10L);
    assertThat(rest.digests).isEqualTo(whole.digests.subList(3, 6));
    for (int i = 0; i < 1_000; i++) {
      List<String> changed = new ArrayList<>(rows);
      String[] fields = rows.get(i % 30).split(",", -1);
      changed.set(
          i % 30,
          random.nextBoolean()
              ? (Integer.parseInt(fields[0]) + 1 + random.nextInt(119)) % 120 + "," + fields[1]
              : fields[0] + "," + (fields[1].equals("F") ? "M" : "F"));
      assertThatThrownBy(() -> resume(changed, stopped, layout, rest))
          .isInstanceOf(ChangedCohortException.class);
    }
    assertThat(rest.batchRows).hasSize(3);
  }

  private static CohortSource table(List<String> rows) {
    return csv("age,sex\n" + String.join("\n", rows) + "\n");
  }

  private DataReport resume(
      List<String> rows, Checkpoint stopped, SlotLayout layout, CiphertextSink sink)
      throws IOException, InterruptedException {
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      return new CohortEncryptor(layout, encryptor, BadDataPolicy.REJECT, 10)
          .encrypt(table(rows), stopped, sink, done -> {});
    }
  }

  @Test
  void refusesMoreRowsThanDeclared() {
    SlotLayout layout = layout(LayoutMode.WIDE, 3, "", "age:int[18..120]");
    String rows = "age\n" + "20\n".repeat(4);
    assertThatThrownBy(() -> encrypt(csv(rows), layout, BadDataPolicy.REJECT, 2))
        .hasMessageContaining("declared maximum of 3");
  }

  @Test
  void acceptsACohortWithoutRows() throws Exception {
    SlotLayout layout = layout(LayoutMode.WIDE, 3, "", "age:int[18..120]");
    Adder adder = encrypt(csv("age\n"), layout, BadDataPolicy.REJECT, 2);
    assertThat(adder.batchRows).isEmpty();
    assertThat(adder.decode(layout).get(0).rows()).isZero();
  }
}
