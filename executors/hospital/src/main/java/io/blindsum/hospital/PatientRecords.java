package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.OsRandom;
import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.CohortSource;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.frame.Protection;
import io.blindsum.hospital.CohortGate.Passage;
import io.blindsum.hospital.SiteColumn.Use;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.JobException;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.ZeroSumMask;
import io.blindsum.question.GroupBy;
import io.blindsum.service.KeyContexts;
import io.blindsum.service.StateFolder;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a dataset in the form of the first example: one ciphertext each, the value of one
 * column, whose sum is the column's sum. Rows without a value, or with a bad one that the site
 * drops, are left out.
 */
final class PatientRecords {
  /** An answer is one output of a process, which is best kept near 1 MB. */
  private static final int MAX_ANSWER_CHARS = 1_000_000;

  private final SitePolicy policy;
  private final CohortGate gate;
  private final KeyContexts<KeyEncryptor> keys;

  PatientRecords(SitePolicy policy, StateFolder state, KeyContexts<KeyEncryptor> keys) {
    this.policy = policy;
    this.gate = CohortGate.ofAnswers(state);
    this.keys = keys;
  }

  /**
   * Reads the values of a column.
   *
   * @return empty if they are too few
   * @throws JobException if the column is none of whole numbers that may be added up, cannot be
   *     read, or has more values than one answer holds
   */
  Optional<List<BigInteger>> read(
      Dataset dataset, Map<String, Object> parameters, String column, PaillierPublicKey key)
      throws IOException, InterruptedException {
    SiteColumn atSite = dataset.columns().get(column);
    if (atSite == null
        || !atSite.allows(Use.TOTAL)
        || atSite.type().numbers().filter(numbers -> numbers.decimals() == 0).isEmpty()) {
      throw new JobException("column: not a column of whole numbers on the site's list");
    }
    ColumnSpec spec = new ColumnSpec(column, atSite.type());
    SlotLayout layout =
        SlotLayout.of(
            List.of(spec), GroupBy.none(), SlotLayout.MAX_ROWS, key.modulusBits(), LayoutMode.WIDE);
    // the key's holder can open the answer, whatever the policy says about batches
    CellMinimum minimum = new CellMinimum(policy.minCohort(), false, policy.dominance());
    try (CohortSource source = dataset.open(parameters, List.of(spec), Optional.empty(), Map.of());
        Passage passage = gate.open(dataset, key, source, layout, 1, minimum)) {
      return values(dataset, source, spec, layout, passage, key);
    } catch (DataException e) {
      throw new JobException("dataset " + dataset.name() + ": " + e.what());
    }
  }

  private static Optional<List<BigInteger>> values(
      Dataset dataset,
      CohortSource source,
      ColumnSpec column,
      SlotLayout layout,
      Passage passage,
      PaillierPublicKey key)
      throws IOException {
    RowBuffer row = layout.newRow();
    int field = source.column(column.name());
    List<BigInteger> values = new ArrayList<>();
    int most = mostItems(key);
    long leftOut = 0;
    boolean bad = false;
    while (source.next()) {
      CharSequence text = source.field(field);
      FieldStatus status = row.read(0, text);
      if (status.isUsable()) {
        passage.see(row);
      } else {
        leftOut++;
        bad |= dataset.onBad() == BadDataPolicy.REJECT;
      }
      if (status == FieldStatus.VALUE && values.size() <= most) {
        values.add(new BigDecimal(text.toString()).toBigIntegerExact().mod(key.modulus()));
      }
      row.clear();
    }
    // that they are too few comes before all else
    if (!(bad ? passage.wouldAdmit(0) : passage.admits(leftOut))) {
      return Optional.empty();
    }
    JobException.require(!bad, "dataset " + dataset.name(), "a value is not " + column.type());
    JobException.require(
        values.size() <= most,
        "dataset",
        "more than " + most + " records do not fit into one answer; use plan_cohort");
    return Optional.of(values);
  }

  /**
   * Encrypts the values, behind masks that cancel over the answer unless the site's form is plain.
   */
  List<String> encrypt(List<BigInteger> values, PaillierPublicKey key) {
    BlockArray plaintexts = BlockArray.allocate(values.size(), key.plaintextBytes());
    for (int i = 0; i < values.size(); i++) {
      plaintexts.set(i, values.get(i));
    }
    try {
      if (policy.protection() != Protection.PLAIN) {
        mask(plaintexts, key);
      }
      BlockArray blocks = keys.with(key, encryptor -> encryptor.encrypt(plaintexts));
      CiphertextBatch ciphertexts = new CiphertextBatch(key, blocks);
      List<String> items = new ArrayList<>();
      for (int i = 0; i < ciphertexts.count(); i++) {
        items.add(CiphertextText.formatBase64(ciphertexts.get(i)));
      }
      return items;
    } finally {
      plaintexts.wipe();
    }
  }

  /** The masks of one answer, made for it alone. */
  private static void mask(BlockArray plaintexts, PaillierPublicKey key) {
    byte[] secret = OsRandom.open().bytes(ZeroSumMask.SECRET_BYTES);
    try (ZeroSumMask mask = ZeroSumMask.derive(key, secret, "one answer")) {
      mask.add(plaintexts, 0, 0, true);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Base64 of 0.302 digits a bit. */
  private static int mostItems(PaillierPublicKey key) {
    int digits = key.modulusBits() * 2 * 302 / 1000 + 1;
    return MAX_ANSWER_CHARS / (4 * (digits / 3 + 1));
  }
}
