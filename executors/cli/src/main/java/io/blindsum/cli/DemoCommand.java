package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cloud.CloudState;
import io.blindsum.cohort.KeyFormat;
import io.blindsum.cohort.PrivateKeyFile;
import io.blindsum.cohort.SeedKeyFormat;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ProcessState;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.GroupTotals;
import io.blindsum.frame.FrameReader;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.workflow.BatchMessage;
import io.blindsum.workflow.FrameText;
import io.blindsum.workflow.Functions;
import io.blindsum.workflow.Message;
import io.blindsum.workflow.PlanRequest;
import io.blindsum.workflow.ResultMessage;
import io.blindsum.workflow.RunJournal;
import io.blindsum.workflow.SeedResult;
import io.blindsum.workflow.SitePlan;
import io.blindsum.workflow.StudyRun;
import io.blindsum.workflow.StudySpec;
import io.blindsum.workflow.TrustedSigners;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the whole way on the patients of a real trial. */
@Command(
    name = "demo",
    description = {
      "Encrypt, add and decrypt the patients of a real trial, and compare with the plain answer.",
      "ACTG 175, 2,139 patients, stands for two hospitals: the first and the second half. They, a"
          + " cloud and a researcher work on an embedded colony, as they would on a server.",
    })
final class DemoCommand implements Callable<Integer> {
  private static final String STUDY = "demo";
  private static final String GROUP = "arms";
  private static final List<String> COLUMNS =
      List.of("age:int[12..70]", "wtkg:dec(5)[30..160]", "cd40:int[0..1500]", "cd420:int[0..1500]");
  private static final List<String> HOSPITALS = List.of("hospital-a", "hospital-b");
  private static final long MAX_ROWS = 1_000_000;
  private static final BigInteger SEED_SUM = BigInteger.valueOf(60);

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
    say("colony      embedded, for one machine; computing with %s", arithmetic.name());
    List<Path> halves = split(cohort, folder);
    PaillierPrivateKey key = generate(arithmetic);
    try (DemoColony demo = DemoColony.start(arithmetic, CloudState.inMemory());
        SeedExample seed = new SeedExample(arithmetic)) {
      demo.startCloud();
      for (int i = 0; i < HOSPITALS.size(); i++) {
        start(demo, HOSPITALS.get(i), halves.get(i), key);
      }
      ColonyClient researcher = demo.colony().researcher();
      ResultMessage result = study(researcher, key, demo.signers());
      Totals totals = open(result, key, arithmetic);
      DemoCheck check = DemoCheck.of(totals.groups(), GROUP, names(), halves);
      DemoAttacks attacks = new DemoAttacks(batch(researcher), arithmetic, common::say);
      boolean hidden = attacks.hidesRecord(key);
      boolean refused = attacks.refusesTampering();
      seed.startOn(demo.colony());
      BigInteger sixty = SeedExample.run(researcher, key, arithmetic).sum();
      return finish(totals, check, hidden, refused, sixty, arithmetic);
    }
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

  private void start(DemoColony demo, String site, Path rows, PaillierPrivateKey key)
      throws Exception {
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.add(GROUP + ":int[0..3]");
    SiteConfig config =
        demo.startHospital(site, rows, columns, List.of("researcher"), key.publicKey());
    say("%s  policy: %s", site, config.policyText());
  }

  private ResultMessage study(
      ColonyClient researcher, PaillierPrivateKey key, TrustedSigners signers)
      throws InterruptedException {
    TreeMap<String, String> types = new TreeMap<>();
    for (String column : COLUMNS) {
      types.put(
          column.substring(0, column.indexOf(':')), column.substring(column.indexOf(':') + 1));
    }
    PlanRequest plan =
        new PlanRequest(
            STUDY,
            "trial",
            Map.of(),
            types,
            List.of(GROUP + ":0,1,2,3"),
            "wide",
            MAX_ROWS,
            SeedKeyFormat.write(key.publicKey()),
            0,
            List.of());
    StudySpec spec =
        new StudySpec(
            plan,
            HOSPITALS,
            HOSPITALS.size(),
            StudySpec.DEFAULT_WINDOW,
            StudySpec.DEFAULT_BATCH_SECONDS);
    long start = System.nanoTime();
    try (RunJournal journal = RunJournal.inMemory();
        RunProgress progress = new RunProgress(common)) {
      ResultMessage result = new StudyRun(researcher, spec, signers, journal, progress).run();
      say(
          "cloud       holds no key; added %s of %s in %d batches, %.1f s after the question",
          Text.count(result.sites().stream().mapToLong(SitePlan::rows).sum(), "masked record"),
          Text.count(result.sites().size(), "hospital"),
          result.receipts().size(),
          (System.nanoTime() - start) / 1e9);
      return result;
    }
  }

  /** What the result opens to. */
  private record Totals(EncryptedTotals encrypted, List<GroupTotals> groups) {}

  private Totals open(ResultMessage result, PaillierPrivateKey key, ModularArithmetic arithmetic)
      throws Exception {
    PrivateKeyFile file = new PrivateKeyFile(key, KeyFormat.BLINDSUM, STUDY, null, false);
    try (ReadableByteChannel channel = FrameText.channel("result", result.frame());
        FrameReader reader = FrameReader.open(channel, "result")) {
      EncryptedTotals encrypted = EncryptedTotals.read(reader);
      List<GroupTotals> groups = common.compute(() -> encrypted.decrypt(file, arithmetic));
      say("researcher  decrypts the totals of every group, and nothing else");
      if (!common.json) {
        System.out.println();
        new TotalsReport(groups).lines().forEach(System.out::println);
        System.out.println();
      }
      return new Totals(encrypted, groups);
    }
  }

  private static List<String> names() {
    return COLUMNS.stream().map(column -> ColumnSpec.parse(column).name()).toList();
  }

  /** Reads a hospital's batch where everybody in the colony can. */
  private static BatchMessage batch(ColonyClient researcher) {
    return researcher
        .getProcessesByLabel(ProcessState.SUCCESS, STUDY, ColonyClient.MAX_LIST_COUNT)
        .stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .map(process -> Message.parse("batch", process.out().get(0), BatchMessage.class))
        .min(Comparator.comparing(message -> message.name().title()))
        .orElseThrow();
  }

  private int finish(
      Totals totals,
      DemoCheck check,
      boolean recordHidden,
      boolean tamperingRefused,
      BigInteger sixty,
      ModularArithmetic arithmetic) {
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", totals.encrypted().header().key().fingerprint());
      json.put("bits", totals.encrypted().header().key().modulusBits());
      json.put("backend", arithmetic.name());
      json.put("rows", totals.encrypted().header().manifest().rows());
      json.put("groups", new TotalsReport(totals.groups()).toJson());
      json.put("numbers", check.numbers());
      json.put("equal", check.equal());
      json.put("record_hidden", recordHidden);
      json.put("tampering_refused", tamperingRefused);
      json.put("seed_sum", sixty.toString());
      System.out.println(Json.line(json));
    }
    say(
        "plain check %d of %d numbers equal to the last bit to those computed in clear",
        check.equal(), check.numbers());
    say("seed        the example of ColonyOS on the same colony, 5 and 55:");
    say("%s", SeedResult.line(sixty));
    boolean good = check.isGood() && recordHidden && tamperingRefused && sixty.equals(SEED_SUM);
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
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
