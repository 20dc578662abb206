package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportFiles;
import io.blindsum.cli.option.RunProgress;
import io.blindsum.cohort.SiteProfile;
import io.blindsum.colony.ColonyClient;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.release.page.Page;
import io.blindsum.study.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole way, on synthetic patients and on those of a real trial. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Encrypt, add and decrypt the patients of two hospitals, and compare with the plain answer.",
      "Hospitals, a cloud and a researcher work on an embedded colony, as they would on a server:"
          + " first about many synthetic patients of two different hospitals, then about those of a"
          + " real trial, ACTG 175. On the way one hospital's executor is stopped, a batch is"
          + " altered, and the researcher is curious.",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> HOSPITALS = List.of("hospital-a", "hospital-b");
  private static final List<SiteProfile> PROFILES = List.of(SiteProfile.URBAN, SiteProfile.RURAL);
  private static final List<Integer> IN_TRIAL = List.of(4, 3);
  private static final int MIN_PATIENTS = 1_000;
  private static final int MAX_PATIENTS = 125_000;
  private static final String POLICY =
      """
        approved_keys: %s
        initiators: [researcher]
        stats: [count, sum, mean, variance, sd, hist, km, ols]
      """
          .formatted(DemoKey.APPROVED);

  @Option(
      names = "--patients",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Synthetic patients of each hospital, 1,000 to 125,000. Default: 100000.")
  private int patients;

  @Option(
      names = "--out",
      defaultValue = "report",
      paramLabel = "DIR",
      description = "The folder of the report. Default: report.")
  private Path out = Path.of("");

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Path trial = Path.of(System.getProperty("blindsum.home", ""), "datasets/actg175/actg175.csv");
    if (!Files.exists(trial)) {
      throw CommandException.usage(
          "the demo reads datasets/actg175/actg175.csv, which is not here",
          "run it from the folder of BlindSum, as ./blindsum demo");
    }
    if (patients < MIN_PATIENTS || patients > MAX_PATIENTS) {
      throw CommandException.usage(
          "--patients " + patients + " is outside 1,000 to 125,000", "--patients 100000");
    }
    ReportFiles.claim(out);
    Path folder = Files.createTempDirectory("blindsum-demo");
    try {
      return run(trial, folder);
    } finally {
      deleteAll(folder);
    }
  }

  private int run(Path trial, Path folder) throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    say("colony      embedded, for one machine; computing with %s", arithmetic.name());
    List<Path> cohorts = writeCohorts(folder);
    List<Path> trials =
        HOSPITALS.stream().map(site -> folder.resolve(site + "-trial.csv")).toList();
    DemoCohort.split(trial, trials);
    PaillierPrivateKey key = makeKey(folder, arithmetic);
    try (DemoColony demo =
            DemoColony.start(arithmetic, DemoColony.cloudThatKnows(folder, HOSPITALS));
        SeedExample seed = new SeedExample(arithmetic)) {
      demo.startCloud();
      List<SiteConfig> sites = new ArrayList<>();
      for (int i = 0; i < HOSPITALS.size(); i++) {
        sites.add(start(demo, folder, HOSPITALS.get(i), cohorts.get(i), trials.get(i)));
      }
      ColonyClient researcher = demo.colony().researcher();
      DemoStudy study = DemoStudy.cohort(patients);
      DemoOutage outage = new DemoOutage(demo, sites.get(1), study.name(), patients);
      DemoRun cohort;
      try (RunProgress progress = new DemoProgress(common, outage)) {
        cohort = ask(study, demo, key, arithmetic, progress);
      }
      DemoRun actg;
      try (RunProgress progress = new RunProgress(common)) {
        actg = ask(DemoStudy.TRIAL, demo, key, arithmetic, progress);
      }
      DemoTrace trace = DemoTrace.of(researcher, cohort);
      DemoAttacks attacks = new DemoAttacks(trace.batch());
      seed.startOn(demo.colony());
      List<DemoOutcome> outcomes =
          List.of(
              DemoOutcome.equal(cohort.check(cohorts), actg.check(trials)),
              DemoOutcome.smallGroup(cohort),
              DemoOutcome.takeover(outage),
              attacks.curiosity(),
              attacks.tampering(demo.sealingKey()),
              DemoOutcome.seed(SeedExample.run(researcher, key, arithmetic).sum()));
      Page report =
          new DemoReport(cohort, trace, bytes(cohorts)).of(outcomes, outage, actg, arithmetic);
      return finish(outcomes, cohort, report, arithmetic);
    }
  }

  private List<Path> writeCohorts(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < HOSPITALS.size(); i++) {
      Path file = folder.resolve(HOSPITALS.get(i) + "-cohort.csv");
      files.add(DemoCohort.write(file, PROFILES.get(i), patients, IN_TRIAL.get(i)));
    }
    return files;
  }

  private PaillierPrivateKey makeKey(Path folder, ModularArithmetic arithmetic) throws Exception {
    long start = System.nanoTime();
    PaillierPrivateKey key = common.compute(() -> DemoKey.make(folder, arithmetic));
    long made = System.nanoTime();
    common.compute(() -> DemoKey.approve(folder, arithmetic));
    say(
        "researcher  makes key %s, %d bits, in %.1f s; the hospitals verify its certificate, %.1f"
            + " s",
        Text.shortKey(key.publicKey().fingerprint()),
        key.publicKey().modulusBits(),
        (made - start) / 1e9,
        (System.nanoTime() - made) / 1e9);
    return key;
  }

  private SiteConfig start(DemoColony demo, Path folder, String site, Path cohort, Path trial)
      throws IOException, InterruptedException {
    Map<String, DemoColony.Table> datasets = new LinkedHashMap<>();
    DemoStudy study = DemoStudy.cohort(patients);
    datasets.put(study.dataset(), new DemoColony.Table(cohort, study.listed()));
    datasets.put(DemoStudy.TRIAL.dataset(), new DemoColony.Table(trial, DemoStudy.TRIAL.listed()));
    SiteConfig config =
        demo.startHospital(site, folder.resolve(site + ".yaml"), datasets, policy(demo));
    say("%s  policy: %s", site, config.policyText());
    return config;
  }

  private static String policy(DemoColony demo) {
    return POLICY + "transport:\n  seal_to: [" + demo.sealingKey().publicKey().text() + "]\n";
  }

  private DemoRun ask(
      DemoStudy study,
      DemoColony demo,
      PaillierPrivateKey key,
      ModularArithmetic arithmetic,
      RunListener listener)
      throws InterruptedException {
    say("");
    say("researcher  asks study %s of %s", study.name(), String.join(" and ", HOSPITALS));
    DemoRun run = DemoRun.of(study, demo, key, arithmetic, listener);
    say(
        "cloud       holds no key; added %s in %d batches, %.1f s after the question",
        Text.count(run.rows(), "sealed record"),
        run.answer().message().receipts().size(),
        run.time().toMillis() / 1000.0);
    say("researcher  decrypts the totals of every group, and nothing else");
    say("");
    run.table().forEach(common::say);
    return run;
  }

  private int finish(
      List<DemoOutcome> outcomes, DemoRun cohort, Page report, ModularArithmetic arithmetic) {
    Path page = ReportFiles.write(report, out);
    boolean good = outcomes.stream().allMatch(DemoOutcome::good);
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("key", cohort.released().study().key());
      json.put("bits", cohort.released().study().modulusBits());
      json.put("backend", arithmetic.name());
      json.put("rows", cohort.rows());
      json.put("good", good);
      outcomes.forEach(outcome -> json.put(outcome.name(), outcome.outcome()));
      json.put("report", page.toString());
      System.out.println(Json.line(json));
    }
    say("");
    for (DemoOutcome outcome : outcomes) {
      say("%s  %s: %s", outcome.good() ? "ok  " : "FAIL", outcome.tried(), outcome.outcome());
    }
    say("report      %s", page);
    return good ? ExitCode.OK : ExitCode.DATA;
  }

  private void say(String format, Object... arguments) {
    common.say(String.format(Locale.ROOT, format, arguments));
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
