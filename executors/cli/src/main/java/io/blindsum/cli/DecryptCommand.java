package io.blindsum.cli;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cohort.KeyFiles;
import io.blindsum.cohort.PrivateKeyFile;
import io.blindsum.encoding.GroupTotals;
import io.blindsum.encoding.SlotLayout;
import io.blindsum.encoding.TotalsDecoder;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameKind;
import io.blindsum.frame.FrameReader;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPublicKey;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens encrypted totals. */
@Command(
    name = "decrypt",
    sortOptions = false,
    description = {
      "Decrypt the totals of a sum, and print count, sum, mean and standard deviation by group, and"
          + " the statistics that a query asked for.",
      "Sums are exact. Records are not decrypted: sum them first.",
    })
final class DecryptCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The .bsr file that sum wrote; - for the standard input.")
  private String input = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The study's private key.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--min-cell",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Print a count of 1 to N-1 people as <N, hide what would give it away, and leave out what"
            + " follows from either. Default: 1, which hides nothing."
      })
  private int minCell;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  /** What a result frame holds. */
  private record Result(FrameHeader header, BlockArray totals) {}

  @Override
  public Integer call() throws Exception {
    Result result = read();
    if (minCell < 1) {
      throw CommandException.usage("--min-cell " + minCell + " is below 1", "--min-cell 10");
    }
    PrivateKeyFile privateKey = KeyFiles.readPrivate(keyFile, passphrase::ask);
    requireKey(result.header(), privateKey.key().publicKey());
    KeyOptions.warnIfInsecure(result.header().key(), common);
    ModularArithmetic arithmetic = common.arithmetic();
    List<GroupTotals> groups = common.compute(() -> decrypt(result, privateKey, arithmetic));
    print(result.header(), groups, arithmetic);
    return ExitCode.OK;
  }

  private Result read() {
    try (FrameReader reader =
        input.equals("-")
            ? FrameReader.open(Channels.newChannel(System.in), "stdin")
            : FrameReader.open(Path.of(input))) {
      FrameHeader header = reader.header();
      if (header.kind() != FrameKind.RESULT) {
        throw new CommandException(
            ExitCode.POLICY,
            reader.name() + " holds single records, which are not decrypted",
            "blindsum sum " + input + " -o total.bsr, then decrypt total.bsr");
      }
      FrameBatch batch = reader.next();
      if (batch == null) {
        throw notTotals(reader);
      }
      BlockArray totals = batch.ciphertexts();
      if (reader.next() != null || totals.count() != header.positions()) {
        throw notTotals(reader);
      }
      return new Result(header, totals);
    }
  }

  private static CommandException notTotals(FrameReader reader) {
    return new CommandException(
        ExitCode.DATA, reader.name() + " does not hold one total a position", "sum again");
  }

  private void requireKey(FrameHeader header, PaillierPublicKey key) {
    if (!header.key().equals(key)) {
      throw new CommandException(
          ExitCode.KEY,
          "key mismatch: the totals are for key "
              + Text.shortKey(header.key().fingerprint())
              + ", "
              + keyFile.getFileName()
              + " is key "
              + Text.shortKey(key.fingerprint()),
          "--key the private key of study '" + header.study() + "'");
    }
  }

  private static List<GroupTotals> decrypt(
      Result result, PrivateKeyFile privateKey, ModularArithmetic arithmetic) {
    FrameHeader header = result.header();
    try (Decryptor decryptor = Decryptor.of(privateKey.key(), arithmetic)) {
      BlockArray plaintexts = decryptor.decrypt(new CiphertextBatch(header.key(), result.totals()));
      SlotLayout layout = SlotLayout.parse(header.layout());
      return TotalsDecoder.of(layout).decode(plaintexts, header.manifest().rows());
    }
  }

  private void print(FrameHeader header, List<GroupTotals> groups, ModularArithmetic arithmetic) {
    Disclosure disclosure = new Disclosure(groups, minCell);
    TotalsReport report = new TotalsReport(groups, disclosure);
    StatisticsReport statistics = new StatisticsReport(groups, disclosure);
    long rows = header.manifest().rows();
    List<String> sites = SumCommand.sites(header.manifest().streams());
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("study", header.study());
      json.put("key", header.key().fingerprint());
      json.put("bits", header.key().modulusBits());
      json.put("backend", arithmetic.name());
      json.put("insecure", KeyOptions.isInsecure(header.key()));
      json.put("sites", sites);
      json.put("rows", rows);
      json.put("rejected", header.manifest().rejected());
      json.put("groups", report.toJson());
      json.put("statistics", statistics.toJson());
      System.out.println(Json.line(json));
      return;
    }
    report.lines().forEach(System.out::println);
    statistics.lines().forEach(System.out::println);
    common.say(
        "%s, %s%s: exact; key %s, %d bits, %s"
            .formatted(
                Text.count(rows, "row"),
                Text.count(header.manifest().streams().size(), "stream"),
                sites.isEmpty() ? "" : " from " + String.join(", ", sites),
                Text.shortKey(header.key().fingerprint()),
                header.key().modulusBits(),
                arithmetic.name()));
  }
}
