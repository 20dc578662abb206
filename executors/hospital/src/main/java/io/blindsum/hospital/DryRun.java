package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.PlaintextBatcher;
import io.blindsum.cohort.PlaintextBatcher.Batch;
import io.blindsum.frame.Protection;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.hospital.CohortGate.Passage;
import io.blindsum.hospital.Dataset.Database;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.FrameRows;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What would leave the site for a study, found out without a colony: the rows are read and counted,
 * nothing is kept.
 *
 * @param question the question
 * @param source the site's own text of the query, or the name of the file
 * @param layout how rows would become plaintexts
 * @param rows the rows that would be encrypted
 * @param rejected the rows that would be left out
 * @param ciphertexts how many ciphertexts would leave
 * @param bytes their size
 * @param protection what would keep single records from the holder of the private key
 * @param remarks what was taken for granted about the source, or what its database cannot do, a
 *     line each
 * @param cells whose cells are judged how, in one line
 * @param rule what a report may show at most: the stricter of the question's and the site's rule
 * @param refusal why nothing would leave; empty if something would
 */
public record DryRun(
    Question question,
    String source,
    SlotLayout layout,
    long rows,
    long rejected,
    long ciphertexts,
    long bytes,
    Protection protection,
    List<String> remarks,
    String cells,
    ReleaseRule rule,
    Optional<String> refusal) {
  /** Copies the remarks. */
  public DryRun {
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads the cohort that a study asks for.
   *
   * @param key the study's key
   * @throws JobException if the request is not well formed
   * @throws io.blindsum.text.DataException if the rows cannot be read
   */
  public static DryRun of(
      SiteConfig site, PlanRequest request, PaillierPublicKey key, ModularArithmetic arithmetic)
      throws IOException, InterruptedException {
    Dataset dataset = Cohort.find(site.datasets(), request.dataset());
    Cohort cohort = Cohort.of(dataset, request, key);
    Optional<String> refusal =
        KeyApproval.of(site.policy(), arithmetic)
            .refusal(key)
            .or(() -> site.policy().questionRefusal(cohort.question()))
            .or(() -> site.policy().statsRefusal(request.stats()))
            .or(() -> ColumnRules.refusal(dataset, cohort.question()));
    return count(site, cohort, key, refusal);
  }

  private static DryRun count(
      SiteConfig site, Cohort cohort, PaillierPublicKey key, Optional<String> refusal)
      throws IOException, InterruptedException {
    SlotLayout layout = cohort.layout();
    int batchRows = FrameRows.of(layout, key, 0, FrameRows.MESSAGE_BYTES);
    CellMinimum minimum = site.policy().cells(cohort.question());
    try (TrialState state = TrialState.of(site.state());
        CohortSource source = cohort.open();
        Passage passage =
            CohortGate.ofTrials(state.folder())
                .open(cohort.dataset(), key, source, layout, batchRows, minimum)) {
      CohortReading reading =
          new CohortReading(
              new PlaintextBatcher(source, layout, cohort.dataset().onBad(), batchRows, passage),
              passage);
      long rows = 0;
      long ciphertexts = 0;
      for (Batch batch = reading.next(); batch.rows() > 0; batch = reading.next()) {
        rows += batch.rows();
        BlockArray plaintexts = batch.plaintexts();
        ciphertexts += plaintexts.count();
      }
      reading.wipe();
      boolean admitted = layout.maxRows() >= minimum.atLeast() && reading.isAdmitted();
      if (admitted) {
        reading.requireSound();
      }
      return new DryRun(
          cohort.question(),
          source(cohort.dataset()),
          layout,
          rows,
          reading.leftOut(),
          ciphertexts,
          ciphertexts * key.ciphertextBytes(),
          site.policy().protection(),
          source.remarks(),
          minimum.words(),
          cohort.question().limits().rule().strictest(site.policy().rule()),
          refusal.or(() -> admitted ? Optional.empty() : Optional.of(CellMinimum.REFUSAL)));
    }
  }

  private static String source(Dataset dataset) {
    return dataset.source() instanceof Database database
        ? database.query().sql().strip()
        : dataset.source().toString();
  }
}
