package io.blindsum.hospital;

import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.PlaintextBatcher;
import io.blindsum.cohort.PlaintextBatcher.Batch;
import io.blindsum.colony.ProcessContext;
import io.blindsum.hospital.CohortGate.Passage;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.FrameRows;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.RunTerms;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import io.blindsum.protection.DiscreteLaplace;
import io.blindsum.service.FrameFiles;
import io.blindsum.service.StateFolder;
import io.blindsum.service.StateFolder.Lock;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a cohort once, puts its plaintexts into a spool and fixes its batches, so that a batch that
 * is asked for again has the same rows. A plan is made once: asking again gives the same answer.
 */
final class PlanCohort {
  private final SiteConfig site;
  private final StateFolder state;
  private final Plans plans;
  private final Optional<FrameFiles> files;
  private final CohortGate gate;
  private final DiscreteLaplace laplace;

  /**
   * Plans the cohorts of a site.
   *
   * @param files where batches may go that do not travel in messages
   * @param laplace what noise is drawn from
   */
  PlanCohort(
      SiteConfig site,
      StateFolder state,
      Plans plans,
      Optional<FrameFiles> files,
      DiscreteLaplace laplace) {
    this.files = files;
    this.laplace = laplace;
    this.gate = CohortGate.ofAnswers(state);
    this.site = site;
    this.state = state;
    this.plans = plans;
  }

  /** What became of a cohort: a plan, or a reason for none. */
  record Outcome(Optional<PlanMessage> plan, String refusal) {
    static Outcome of(PlanMessage plan) {
      return new Outcome(Optional.of(plan), "");
    }

    static Outcome refused(String reason) {
      return new Outcome(Optional.empty(), reason);
    }
  }

  /**
   * Plans a cohort that the policy admits as far as is known without its rows.
   *
   * @param context whose process id names the plan
   * @param request with the run that it belongs to
   */
  Outcome plan(ProcessContext context, PlanRequest request, Cohort cohort, PaillierPublicKey key)
      throws IOException, InterruptedException {
    String id = context.process().processId();
    // it becomes the name of files
    JobException.require(Plans.isId(id), "process", "its id is not 64 lowercase hex digits");
    if (cohort.layout().maxRows() < site.policy().minCohort()) {
      return Outcome.refused(CellMinimum.REFUSAL);
    }
    try (Lock lock = plans.lock(id)) {
      lock.requireHeld();
      Optional<PlanMessage> made = plans.find(id);
      if (made.isPresent()) {
        JobException.require(
            made.get().run().equals(request.run()) || request.run().isEmpty(),
            "run",
            "this process planned for another run");
        return Outcome.of(made.get());
      }
      Path draft = plans.draft(id);
      try {
        return read(context, request, cohort, key, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
  }

  private Outcome read(
      ProcessContext context, PlanRequest request, Cohort cohort, PaillierPublicKey key, Path draft)
      throws IOException, InterruptedException {
    SlotLayout layout = cohort.layout();
    int batchRows = FrameRows.of(layout, key, request.batchRows(), frameBytes(context, request));
    Spool spool = new Spool(layout, batchRows);
    String id = context.process().processId();
    CellMinimum minimum = site.policy().cells(cohort.question());
    Totals totals;
    try (CohortSource source = cohort.open();
        Passage passage = gate.open(cohort.dataset(), key, source, layout, batchRows, minimum);
        Spool.Writer writer = spool.create(state, draft, id)) {
      CohortReading reading =
          new CohortReading(
              new PlaintextBatcher(source, layout, cohort.dataset().onBad(), batchRows, passage),
              passage);
      totals = fill(context, reading, new NoiseOfPlan(layout, key, laplace), writer);
      if (!reading.isAdmitted()) {
        return Outcome.refused(CellMinimum.REFUSAL);
      }
      reading.requireSound();
      JobException.require(
          layout.noise().isEmpty() || passage.isOneRowEach(),
          "dataset " + cohort.dataset().name(),
          "a patient has several rows, of which noise hides one");
    } catch (DataException e) {
      // where it says more, it says how many rows there are
      throw new JobException("dataset " + cohort.dataset().name() + ": " + e.what());
    }
    PlanMessage plan = message(id, request, cohort, key, batchRows, totals, draft);
    plans.publish(plan, draft);
    return Outcome.of(plan);
  }

  private Totals fill(
      ProcessContext context, CohortReading reading, NoiseOfPlan noise, Spool.Writer writer)
      throws IOException, InterruptedException {
    Totals totals = new Totals();
    Progress progress = new Progress(context, site.site(), site.policy().minCohort());
    long others = plans.used();
    try {
      for (Batch batch = reading.next(); batch.rows() > 0; batch = reading.next()) {
        // all that were left out at once: of one batch they may be few
        long rejected = batch.last() ? reading.leftOut() : 0;
        noise.addOnce(batch.plaintexts());
        writer.append(new Spool.Segment(batch.rows(), rejected, batch.plaintexts()));
        plans.requireRoom(others, writer.bytes());
        totals.rows += batch.rows();
        totals.ciphertexts += batch.plaintexts().count();
        progress.update(totals.rows);
        if (Thread.interrupted()) {
          throw new InterruptedException("the time of the process is over");
        }
      }
    } finally {
      reading.wipe();
    }
    totals.rejected = reading.leftOut();
    totals.batches = writer.segments();
    writer.finish();
    return totals;
  }

  private PlanMessage message(
      String id,
      PlanRequest request,
      Cohort cohort,
      PaillierPublicKey key,
      int batchRows,
      Totals totals,
      Path draft)
      throws IOException {
    return new PlanMessage(
        terms(request, cohort, key),
        site.site(),
        id,
        request.attempt(),
        site.policy().minCohort(),
        site.policy().rule(),
        totals.rows,
        totals.rejected,
        totals.ciphertexts,
        totals.batches,
        batchRows,
        // of the encrypted spool: one of the data would let others test what they guess
        Sha256.ofFile(draft));
  }

  /**
   * What the plans of the other sites have to say too; a plan that stands alone has its own run.
   */
  private RunTerms terms(PlanRequest request, Cohort cohort, PaillierPublicKey key) {
    return new RunTerms(
        request.run().isEmpty() ? RunNonce.draw() : request.run(),
        cohort.question().study(),
        cohort.dataset().name(),
        cohort.question().hash(),
        request.sites().isEmpty() ? List.of(site.site()) : request.sites(),
        cohort.question().limits().sitesMin(),
        cohort.question().limits().rule(),
        cohort.layout().toString(),
        key.fingerprint(),
        site.policy().protection().text());
  }

  private int frameBytes(ProcessContext context, PlanRequest request) throws InterruptedException {
    boolean byFile =
        request.files() && files.isPresent() && files.get().areServedBy(context.client());
    return byFile ? FrameRows.FILE_BYTES : FrameRows.MESSAGE_BYTES;
  }

  /** What a cohort came to. */
  private static final class Totals {
    private long rows;
    private long rejected;
    private long ciphertexts;
    private int batches;
  }
}
