package io.blindsum.cli;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.CohortEncryptor;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.cohort.MaskSecretFile;
import io.blindsum.cohort.StreamMask;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnTotals;
import io.blindsum.encoding.GroupBy;
import io.blindsum.encoding.GroupTotals;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.LayoutMode;
import io.blindsum.encoding.SlotLayout;
import io.blindsum.encoding.TotalsDecoder;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.frame.Protection;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.ZeroSumMask;
import io.blindsum.stats.Moments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the whole way on the patients of a real trial. */
@Command(
    name = "demo",
    description = {
      "Encrypt, add and decrypt the patients of a real trial, and compare with the plain answer.",
      "ACTG 175, 2,139 patients, stands for two hospitals: the first and the second half.",
    })
final class DemoCommand implements Callable<Integer> {
  private static final String GROUP = "arms";
  private static final List<String> COLUMNS =
      List.of("age:int[12..70]", "wtkg:dec(5)[30..160]", "cd40:int[0..1500]", "cd420:int[0..1500]");
  private static final List<String> HOSPITALS = List.of("hospital-a", "hospital-b");
  private static final long MAX_ROWS = 1_000_000;
  private static final int BATCH_ROWS = 256;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Path cohort = Path.of(System.getProperty("blindsum.home", ""), "datasets/actg175/actg175.csv");
    if (!Files.exists(cohort)) {
      throw CommandException.usage(
          "the demo reads datasets/actg175/actg175.csv, which is not here",
          "run it from the folder of BlindSum, as ./blindsum demo");
    }
    Path folder = Files.createTempDirectory("blindsum-demo");
    try {
      return run(cohort, folder);
    } finally {
      deleteAll(folder);
    }
  }

  private int run(Path cohort, Path folder) throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    common.say("computing with " + arithmetic.name() + " on " + common.threadCount() + " threads");
    List<Path> halves = split(cohort, folder);

    PaillierPrivateKey key = generate(arithmetic);
    SlotLayout layout = layout(key.publicKey());
    List<Path> frames = new ArrayList<>();
    for (int i = 0; i < HOSPITALS.size(); i++) {
      frames.add(encrypt(HOSPITALS.get(i), halves.get(i), layout, key.publicKey(), arithmetic));
    }
    FrameSumResult sum = sum(frames, arithmetic);
    List<GroupTotals> groups = common.compute(() -> decrypt(sum, layout, key, arithmetic));

    TotalsReport report = new TotalsReport(groups);
    if (!common.json) {
      System.out.println();
      report.lines().forEach(System.out::println);
      System.out.println();
    }
    boolean recordHidden = hidesRecord(frames.get(0), layout, key, arithmetic);
    boolean tamperingRefused = refusesTampering(frames.get(0), arithmetic);
    Check check = compare(groups, halves);
    return finish(sum, report, check, recordHidden, tamperingRefused, arithmetic);
  }

  private PaillierPrivateKey generate(ModularArithmetic arithmetic) {
    long start = System.nanoTime();
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(PaillierParameters.builder().build(), arithmetic).generate();
    say(
        "researcher  makes key %s, %d bits, in %.2f s; the public half goes to the hospitals",
        Text.shortKey(key.publicKey().fingerprint()),
        key.publicKey().modulusBits(),
        (System.nanoTime() - start) / 1e9);
    return key;
  }

  private static SlotLayout layout(PaillierPublicKey key) {
    List<ColumnSpec> columns = COLUMNS.stream().map(ColumnSpec::parse).toList();
    GroupBy groups = GroupBy.parse(List.of(GROUP + ":0,1,2,3"), columns);
    return SlotLayout.of(columns, groups, MAX_ROWS, key.modulusBits(), LayoutMode.WIDE);
  }

  private Path encrypt(
      String site,
      Path rows,
      SlotLayout layout,
      PaillierPublicKey key,
      ModularArithmetic arithmetic)
      throws Exception {
    Path frame = rows.resolveSibling(site + ".bsc");
    long start = System.nanoTime();
    try (CohortSource source = CsvSource.open(rows);
        Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      FrameHeader header =
          FrameHeader.records(key)
              .study("demo")
              .site(site)
              .layout(layout.toString())
              .positions(layout.plaintextsPerRecord())
              .maxRows(layout.maxRows())
              .protection(Protection.MASKED)
              .build();
      try (FrameFile file = FrameFile.create(frame, header);
          ZeroSumMask mask = ZeroSumMask.derive(key, MaskSecretFile.draw(), header.streamId());
          Progress progress =
              common.start(site, "rows", new InputFile(rows.toString()).countLines(), false)) {
        StreamMask masks = new StreamMask(mask, layout.plaintextsPerRecord(), 0);
        CohortEncryptor cohort =
            new CohortEncryptor(layout, encryptor, BadDataPolicy.REJECT, BATCH_ROWS, masks);
        common.compute(() -> cohort.encrypt(source, file::append, progress::update));
        file.finish();
      }
      say(
          "%s  encrypts %s, one a ciphertext, group hidden too: %s in %.1f s",
          site,
          Text.count(source.row(), "patient"),
          Text.bytes(Files.size(frame)),
          (System.nanoTime() - start) / 1e9);
    }
    return frame;
  }

  private FrameSumResult sum(List<Path> frames, ModularArithmetic arithmetic) throws Exception {
    long start = System.nanoTime();
    FrameSumResult result =
        common.compute(
            () -> {
              try (FrameSum sum = FrameSum.of(arithmetic)) {
                frames.forEach(frame -> sum.add(frame, FrameProgress.NONE));
                return sum.result();
              }
            });
    say(
        "cloud       holds no key; adds %s in %.2f s",
        Text.count(result.manifest().rows(), "ciphertext"), (System.nanoTime() - start) / 1e9);
    return result;
  }

  private List<GroupTotals> decrypt(
      FrameSumResult sum, SlotLayout layout, PaillierPrivateKey key, ModularArithmetic arithmetic) {
    try (Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      BlockArray plaintexts = decryptor.decrypt(new CiphertextBatch(key.publicKey(), sum.blocks()));
      List<GroupTotals> groups = TotalsDecoder.of(layout).decode(plaintexts, sum.manifest().rows());
      say("researcher  decrypts one ciphertext: the totals of every group, and nothing else");
      return groups;
    }
  }

  /** Does what a curious researcher can: decrypts one patient's record with the private key. */
  private boolean hidesRecord(
      Path frame, SlotLayout layout, PaillierPrivateKey key, ModularArithmetic arithmetic) {
    try (FrameReader reader = FrameReader.open(frame);
        Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      BlockArray record = batch.ciphertexts().slice(0, layout.plaintextsPerRecord());
      BlockArray opened = decryptor.decrypt(new CiphertextBatch(key.publicKey(), record));
      TotalsDecoder.of(layout).decode(opened, 1);
      return false;
    } catch (ImplausibleTotalException e) {
      say("curiosity   the private key opens one patient's record: a random number, it is masked");
      return true;
    }
  }

  /** Flips one bit of a hospital's frame, as a disk or a stranger would. */
  private boolean refusesTampering(Path frame, ModularArithmetic arithmetic) throws IOException {
    try (FileChannel channel =
        FileChannel.open(frame, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long middle = channel.size() / 2;
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, middle);
      channel.write(one.put(0, (byte) (one.get(0) ^ 1)).rewind(), middle);
    }
    try (FrameSum sum = FrameSum.of(arithmetic)) {
      sum.add(frame, FrameProgress.NONE);
      return false;
    } catch (FrameException e) {
      say("tampering   one bit of %s flipped: refused (%s)", frame.getFileName(), e.getMessage());
      return true;
    }
  }

  /** How many numbers were compared, and how many were equal to the last bit. */
  private record Check(int numbers, int equal) {}

  private static Check compare(List<GroupTotals> groups, List<Path> halves) {
    List<String> names = COLUMNS.stream().map(column -> ColumnSpec.parse(column).name()).toList();
    PlainTotals plain = new PlainTotals(GROUP, names);
    for (Path half : halves) {
      try (CohortSource source = CsvSource.open(half)) {
        plain.add(source);
      }
    }
    List<Boolean> results = new ArrayList<>();
    for (GroupTotals group : groups) {
      String name = String.valueOf(group.group().get(GROUP));
      results.add(group.rows() == plain.rows(name));
      for (ColumnTotals column : group.columns()) {
        Moments moments = ((ColumnTotals.Numbers) column).moments();
        results.add(column.n() == plain.n(name, column.name()));
        results.add(moments.sum().compareTo(plain.sum(name, column.name())) == 0);
        results.add(moments.mean().orElse(0) == plain.mean(name, column.name()));
        results.add(moments.standardDeviation().orElse(0) == plain.sd(name, column.name()));
      }
    }
    return new Check(results.size(), (int) results.stream().filter(equal -> equal).count());
  }

  private int finish(
      FrameSumResult sum,
      TotalsReport report,
      Check check,
      boolean recordHidden,
      boolean tamperingRefused,
      ModularArithmetic arithmetic) {
    boolean good = check.numbers() == check.equal() && recordHidden && tamperingRefused;
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", sum.basis().key().fingerprint());
      json.put("bits", sum.basis().key().modulusBits());
      json.put("backend", arithmetic.name());
      json.put("rows", sum.manifest().rows());
      json.put("groups", report.toJson());
      json.put("numbers", check.numbers());
      json.put("equal", check.equal());
      json.put("record_hidden", recordHidden);
      json.put("tampering_refused", tamperingRefused);
      System.out.println(Json.line(json));
    }
    say(
        "plain check %d of %d numbers equal to the last bit to those computed in clear",
        check.equal(), check.numbers());
    return good ? ExitCode.OK : ExitCode.DATA;
  }

  private void say(String format, Object... arguments) {
    common.say(String.format(Locale.ROOT, format, arguments));
  }

  private static List<Path> split(Path cohort, Path folder) throws IOException {
    List<String> lines = Files.readAllLines(cohort);
    int middle = 1 + (lines.size() - 1) / 2;
    List<List<String>> halves =
        List.of(lines.subList(1, middle), lines.subList(middle, lines.size()));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < halves.size(); i++) {
      Path file = folder.resolve(HOSPITALS.get(i) + ".csv");
      Files.write(file, Stream.concat(Stream.of(lines.get(0)), halves.get(i).stream()).toList());
      files.add(file);
    }
    return files;
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
