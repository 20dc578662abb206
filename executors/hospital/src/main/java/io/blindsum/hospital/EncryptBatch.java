package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.FrameWriter;
import io.blindsum.frame.Protection;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.BatchName;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.ZeroSumMask;
import io.blindsum.service.KeyContexts;
import io.blindsum.service.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Encrypts one batch of a plan into a frame: the same rows and masks whenever it is asked for. */
final class EncryptBatch {
  private final StateFolder state;
  private final Plans plans;
  private final KeyContexts<KeyEncryptor> keys;
  private final Optional<SealPublicKey> sealTo;
  private final String backend;

  EncryptBatch(
      StateFolder state,
      Plans plans,
      KeyContexts<KeyEncryptor> keys,
      Optional<SealPublicKey> sealTo,
      String backend) {
    this.sealTo = sealTo;
    this.backend = backend;
    this.state = state;
    this.plans = plans;
    this.keys = keys;
  }

  /**
   * Encrypts a batch.
   *
   * @throws JobException if the plan has no such batch or is of another key
   */
  Signed<BatchMessage> encrypt(PlanMessage plan, int batch, int attempt, PaillierPublicKey key)
      throws IOException {
    if (!plan.terms().key().equals(key.fingerprint())) {
      throw new JobException(Arguments.PUBLIC_KEY + ": not the key of the plan");
    }
    if (batch < 0 || batch >= plan.batches()) {
      throw new JobException("batch: not in the plan");
    }
    SlotLayout layout = SlotLayout.parse(plan.terms().layout());
    Path file = plans.spool(plan.plan());
    Spool spool = new Spool(layout, plan.batchRows());
    Spool.Opened opened = spool.read(state, file, plan.plan(), batch, rows(plan, batch));
    Spool.Segment segment = opened.segment();
    BlockArray plaintexts = segment.plaintexts();
    try {
      if (plan.terms().protection().equals(Protection.MASKED.text())) {
        mask(plan, layout, key, batch, plaintexts, opened.salt());
      }
      return keys.with(
          key,
          encryptor ->
              message(
                  plan,
                  layout,
                  key,
                  batch,
                  attempt,
                  segment,
                  encryptor.encrypt(plaintexts),
                  encryptor.method()));
    } finally {
      plaintexts.wipe();
    }
  }

  private static long rows(PlanMessage plan, int batch) {
    long before = (long) batch * plan.batchRows();
    return Math.min(plan.batchRows(), plan.rows() - before);
  }

  private void mask(
      PlanMessage plan,
      SlotLayout layout,
      PaillierPublicKey key,
      int batch,
      BlockArray plaintexts,
      byte[] salt) {
    int positions = layout.plaintextsPerRecord();
    int each = plaintexts.count() / positions;
    long first = batch * layout.plaintexts(plan.batchRows()) / positions;
    boolean closing = batch == plan.batches() - 1;
    byte[] secret = SiteSecret.deriveKey(state, salt, "blindsum masks 1", plan.plan());
    try (ZeroSumMask mask = ZeroSumMask.derive(key, secret, plan.plan())) {
      for (int p = 0; p < positions; p++) {
        mask.add(plaintexts.slice(p * each, (p + 1) * each), p, first, closing);
      }
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private Signed<BatchMessage> message(
      PlanMessage plan,
      SlotLayout layout,
      PaillierPublicKey key,
      int batch,
      int attempt,
      Spool.Segment segment,
      BlockArray ciphertexts,
      String blinding) {
    BatchName name = new BatchName(plan.site(), plan.plan(), batch);
    FrameHeader header =
        FrameHeader.records(key)
            .study(plan.study())
            .site(plan.site())
            .layout(plan.terms().layout())
            .positions(layout.plaintextsPerRecord())
            .maxRows(layout.maxRows())
            .question(new FrameQuestion(plan.terms().queryHash(), plan.terms().rule()))
            .protection(Protection.parse(plan.terms().protection()))
            .blinding(blinding)
            .creator("blindsum hospital, " + backend)
            .sourceDigest(name.sourceDigest(plan.study()))
            .build();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    FrameWriter writer = FrameWriter.open(Channels.newChannel(frame), name.title(), header);
    writer.append(segment.rows(), segment.rejected(), ciphertexts);
    FrameTotals totals = writer.finish();
    Signed<BatchMessage> message =
        Signed.unsigned(
            new BatchMessage(
                plan.run(),
                plan.study(),
                plan.site(),
                plan.plan(),
                batch,
                attempt,
                totals.rows(),
                totals.rejected(),
                totals.ciphertexts(),
                header.streamId(),
                key.fingerprint(),
                totals.digest()),
            Base64.getEncoder().encodeToString(frame.toByteArray()));
    return header.protection() == Protection.SEALED ? sealed(message) : message;
  }

  /** Seals what the plan promised to seal, or refuses: the site's file may have changed since. */
  private Signed<BatchMessage> sealed(Signed<BatchMessage> message) {
    SealPublicKey recipient =
        sealTo.orElseThrow(
            () -> new JobException("plan: it was to be sealed, and the site seals no more"));
    return SealedFrames.seal(message, recipient);
  }
}
