package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.BlindingPoolFile;
import io.blindsum.blinding.TableBudget;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.InterruptNotice;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.ProgressMode;
import io.blindsum.cli.console.StandardOutput;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.BlindingOptions;
import io.blindsum.cli.option.ColumnOptions;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.InputFile;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.SourceOptions;
import io.blindsum.cli.option.TableReport;
import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.ChangedCohortException;
import io.blindsum.cohort.Checkpoint;
import io.blindsum.cohort.CohortEncryptor;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.DataReport;
import io.blindsum.cohort.StreamMask;
import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.FrameTotals;
import io.blindsum.frame.Protection;
import io.blindsum.keys.SiteSecretFile;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.Encryptor;
import io.blindsum.protection.ZeroSumMask;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encrypts a cohort, batch by batch. */
@Command(
    name = "encrypt",
    sortOptions = false,
    description = {
      "Encrypt the rows of a cohort under a study's public key.",
      "",
      "Writes FILE.part batch by batch, and renames it when it is whole. After a crash or Ctrl-C"
          + " the same command with --resume goes on behind the last whole batch. FILE.part.mask,"
          + " mode 0600, keeps the secret of the mask until then.",
    })
public final class EncryptCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "INPUT",
      description =
          "CSV or TSV with a header line, UTF-8, plain, gzip or zstd; Parquet where"
              + " BLINDSUM_DRIVERS has DuckDB's driver; - for the standard input.")
  private String input = "";

  @Mixin private final KeyOptions keyOptions = new KeyOptions();
  @Mixin private final ColumnOptions columns = new ColumnOptions();
  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Option(
      names = "--site",
      defaultValue = "",
      paramLabel = "NAME",
      description = "Whose records they are; printed with the totals.")
  private String site = "";

  @Option(
      names = "--on-bad",
      defaultValue = "reject",
      paramLabel = "reject|drop|clamp",
      description = {
        "What to do about a value that its column does not declare: refuse the cohort, leave out"
            + " the row, or move a number to the nearest bound. Empty fields are no fault: they are"
            + " counted. Default: reject."
      })
  private BadDataPolicy onBad = BadDataPolicy.REJECT;

  @Mixin private final BlindingOptions blindingOptions = new BlindingOptions();

  @Option(
      names = "--protection",
      defaultValue = "masked",
      paramLabel = "masked|plain",
      description = {
        "masked: random numbers that cancel over the whole file hide each record; who holds the"
            + " private key reads totals of whole files only, and a missing, doubled or altered"
            + " record spoils the total. plain: who holds the private key can read each record, and"
            + " sum --weights works. Default: masked."
      })
  private Protection protection = Protection.MASKED;

  @Option(
      names = "--pool",
      paramLabel = "DIR",
      description = "Take blinding values from a pool as long as it has some; see blindsum pool.")
  private @Nullable Path pool;

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      description = "Rows between two checkpoints. Default: those of 4096 ciphertexts.")
  private @Nullable Integer batch;

  @Option(names = "--resume", description = "Go on with an interrupted run.")
  private boolean resume;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The .bsc file, or - for the standard output.")
  private String output = "";

  @Mixin private final CommonOptions common = new CommonOptions();

  private Optional<TableReport> table = Optional.empty();

  private boolean outputIsStandard() {
    return output.equals("-");
  }

  @Override
  public Integer call() throws Exception {
    requireOurs(protection);
    InputFile file = new InputFile(input);
    if (outputIsStandard()) {
      StandardOutput.requireNoTerminal("cohort.bsc");
    }
    if (resume && (file.isStream() || outputIsStandard())) {
      throw CommandException.usage(
          "--resume needs files: a stream cannot be read again", "name the input and the output");
    }
    StoredPublicKey pub = keyOptions.read(common);
    SlotLayout layout = columns.layout(pub.key().modulusBits());
    requireExact(layout);
    ModularArithmetic arithmetic = common.arithmetic();
    long start = System.nanoTime();
    requireStudy(pub);
    try (CohortSource source = sourceOptions.open(file, layout, columns);
        BlindingSource blinding = blinding(pub, expectedValues(file, layout), arithmetic);
        Encryptor encryptor = Encryptor.of(pub.key(), arithmetic, blinding)) {
      Optional<byte[]> siteSecret = SiteSecretFile.openOrCreate();
      FrameHeader header =
          header(file, pub, layout, blinding, arithmetic)
              .rowsDigest(siteSecret.isPresent())
              .build();
      try (EncryptedOutput out = open(header);
          @Nullable ZeroSumMask mask = mask(out)) {
        @Nullable StreamMask stream = mask == null ? null : stream(mask, layout, out);
        IdentifiedRows rows = new IdentifiedRows(out.sink());
        DataReport report = encrypt(file, source, encryptor, layout, stream, rows, out);
        FrameTotals totals = out.finish(rows.keyed(siteSecret, header));
        double seconds = (System.nanoTime() - start) / 1e9;
        print(
            new EncryptionReport(
                header,
                layout,
                totals,
                report,
                table,
                taken(blinding),
                seconds,
                arithmetic.name()));
      }
    }
    return ExitCode.OK;
  }

  /** Returns what makes other ciphertexts of the same file. */
  private List<String> options(SlotLayout layout) {
    List<String> options = new ArrayList<>();
    options.add(layout.toString());
    options.add(onBad.name());
    options.addAll(sourceOptions.texts());
    options.add(String.valueOf(chosenBatchRows(layout)));
    columns.where().map(WhereClause::toString).ifPresent(options::add);
    columns.question().map(question -> "" + question.missing()).ifPresent(options::add);
    return options;
  }

  private void requireStudy(StoredPublicKey pub) {
    String asked = columns.question().map(Question::study).orElse(pub.study());
    if (pub.study() != null && !pub.study().equals(asked)) {
      throw new CommandException(
          ExitCode.KEY,
          "the question is of study '" + asked + "', the key of study '" + pub.study() + "'",
          "--pub the key of study '" + asked + "'");
    }
  }

  /** Returns how many ciphertexts the input promises. */
  private static long expectedValues(InputFile file, SlotLayout layout) {
    long rows = file.estimateLines();
    return rows == Progress.UNKNOWN
        ? TableBudget.UNKNOWN_VALUES
        : BatchRows.ciphertexts(layout, rows);
  }

  private BlindingSource blinding(StoredPublicKey pub, long values, ModularArithmetic arithmetic)
      throws Exception {
    BlindingSource source = common.compute(() -> blindingOptions.open(pub, values, arithmetic));
    table = TableReport.of(source, values);
    return pool == null ? source : BlindingPoolFile.open(pool, source, arithmetic);
  }

  /** Returns how many blinding values came from a pool. */
  private static long taken(BlindingSource blinding) {
    return blinding instanceof BlindingPoolFile file ? file.taken() : 0;
  }

  private int chosenBatchRows(SlotLayout layout) {
    if (batch == null) {
      return BatchRows.of(layout);
    }
    if (batch < 1) {
      throw CommandException.usage("--batch " + batch + " is not positive", "leave it away");
    }
    return batch;
  }

  private FrameHeader.Builder header(
      InputFile file,
      StoredPublicKey pub,
      SlotLayout layout,
      BlindingSource blinding,
      ModularArithmetic arithmetic) {
    String digest = file.isStream() ? FrameHeader.NO_SOURCE : file.digest(options(layout));
    return FrameHeader.records(pub.key())
        .study(Objects.requireNonNullElse(pub.study(), ""))
        .site(site)
        .layout(layout.toString())
        .positions(layout.plaintextsPerRecord())
        .maxRows(layout.maxRows())
        .question(
            columns
                .question()
                .map(question -> new FrameQuestion(question.hash(), question.limits().rule()))
                .orElse(null))
        .protection(protection)
        .blinding(blinding.method())
        .creator("blindsum " + Version.text() + ", " + arithmetic.name())
        .sourceDigest(digest);
  }

  private static void requireOurs(Protection protection) {
    if (protection == Protection.SEALED) {
      throw CommandException.usage(
          "--protection sealed is for the batches of an executor, on their way to a cloud",
          "--protection masked, or plain where that may be");
    }
  }

  private static void requireExact(SlotLayout layout) {
    if (layout.noise().isPresent()) {
      throw new CommandException(
          ExitCode.POLICY,
          "the question asks for noise (epsilon), which a hospital's executor adds out of a budget",
          "query run, or a question without epsilon");
    }
  }

  private @Nullable ZeroSumMask mask(EncryptedOutput out) throws IOException {
    if (protection == Protection.PLAIN) {
      common.warn("plain: who holds the private key can read each record");
      return null;
    }
    byte[] secret = out.maskSecret();
    try {
      return ZeroSumMask.derive(out.header().key(), secret, out.header().streamId());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static StreamMask stream(ZeroSumMask mask, SlotLayout layout, EncryptedOutput out) {
    int positions = layout.plaintextsPerRecord();
    return new StreamMask(mask, positions, out.ciphertexts() / positions);
  }

  private DataReport encrypt(
      InputFile file,
      CohortSource source,
      Encryptor encryptor,
      SlotLayout layout,
      @Nullable StreamMask mask,
      IdentifiedRows rows,
      EncryptedOutput out)
      throws Exception {
    Checkpoint done = out.checkpoint();
    CohortEncryptor cohort =
        new CohortEncryptor(layout, encryptor, onBad, chosenBatchRows(layout), mask);
    boolean shown = common.progress != ProgressMode.NONE && !common.quiet;
    long total = shown ? file.countLines() : Progress.UNKNOWN;
    long before = out.rows();
    if (before > 0) {
      common.warn("resumed after " + Text.count(before, "row"));
    }
    try (Progress progress = common.start("encrypt", "rows", total, outputIsStandard())) {
      progress.update(before);
      DataReport report =
          InterruptNotice.during(
              notice(),
              () -> common.compute(() -> cohort.encrypt(source, done, rows, progress::update)));
      layout.requireLanes(out.rows());
      return report;
    } catch (ChangedCohortException e) {
      throw new CommandException(
          ExitCode.DATA,
          "source: " + input + " was changed since the run began: " + e.getMessage(),
          "restore the file, or delete " + output + ".part and start again without --resume");
    } catch (DataException | EncodingException e) {
      out.discard();
      throw e;
    }
  }

  private String notice() {
    return outputIsStandard()
        ? "interrupted: what was written is not whole, and no sum takes it"
        : "interrupted: the same command with --resume goes on behind the last whole batch";
  }

  private void print(EncryptionReport report) {
    if (outputIsStandard()) {
      report.rows().lines().forEach(common::warn);
    } else if (common.json) {
      System.out.println(Json.line(report.json(output)));
    } else {
      report.lines(output).forEach(common::say);
    }
  }

  private EncryptedOutput open(FrameHeader header) {
    if (outputIsStandard()) {
      return EncryptedOutput.standard(header);
    }
    Path path = Path.of(output);
    if (Files.exists(path)) {
      throw CommandException.usage(
          output + " is there already", "remove it, or write to another file with -o");
    }
    return EncryptedOutput.file(path, header, resume);
  }
}
