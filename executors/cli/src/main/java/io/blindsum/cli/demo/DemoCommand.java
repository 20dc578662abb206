package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.command.HospitalCommand;
import io.blindsum.cli.command.KeygenCommand;
import io.blindsum.cli.command.QueryRunCommand;
import io.blindsum.cli.command.SeedExample;
import io.blindsum.cli.command.SynthCommand;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.ProgressMode;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.TidyEnd;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportFiles;
import io.blindsum.cli.rehearsal.Parties;
import io.blindsum.cli.rehearsal.Rehearsal;
import io.blindsum.cli.rehearsal.RehearsalFolder;
import io.blindsum.cli.rehearsal.RehearsalKeys;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.release.page.Page;
import io.blindsum.release.render.TextRenderer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
          + " altered, and the researcher is curious. Then holders open a study whose key"
          + " nobody has.",
    })
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> HOSPITALS = List.of("hospital-a", "hospital-b");
  private static final List<String> POPULATIONS = List.of("urban", "rural");
  private static final List<Integer> IN_TRIAL = List.of(4, 3);
  private static final int MIN_PATIENTS = 1_000;
  private static final int MAX_PATIENTS = 125_000;

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
    return TidyEnd.of(() -> run(trial));
  }

  private int run(Path trial) throws Exception {
    try (RehearsalFolder folder = RehearsalFolder.temporary();
        EmbeddedColony colony = EmbeddedColony.start(0);
        Rehearsal script = new Rehearsal(folder.path(), colony, common)) {
      return run(trial, script);
    }
  }

  private int run(Path trial, Rehearsal script) throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    say("colony      embedded, for one machine; computing with %s", arithmetic.name());
    List<Path> cohorts = makeCohorts(script);
    List<Path> trials = files(script, "-trial.csv");
    DemoCohort.split(trial, trials);
    PaillierPrivateKey key = makeKey(script, arithmetic);
    startCloud(script);
    for (String site : HOSPITALS) {
      Parties.startHospital(script, site);
    }
    DemoOutage outage =
        new DemoOutage(
            script.researcher(),
            HOSPITALS.get(1),
            DemoFiles.COHORT,
            () -> {
              script.stop(Parties.hospitalLine(HOSPITALS.get(1)));
              Parties.startHospital(script, HOSPITALS.get(1));
            });
    DemoRun cohort = ask(DemoFiles.COHORT, script, key, arithmetic);
    DemoRun actg = ask(DemoFiles.TRIAL, script, key, arithmetic);
    DemoTrace trace = DemoTrace.of(script.researcher(), cohort);
    DemoAttacks attacks = new DemoAttacks(trace.batch());
    List<DemoOutcome> outcomes =
        new ArrayList<>(
            List.of(
                DemoOutcome.equal(new DemoCheck(cohort, cohorts), new DemoCheck(actg, trials)),
                DemoOutcome.smallGroup(cohort),
                DemoOutcome.takeover(outage),
                attacks.curiosity(),
                attacks.tampering(
                    SealKeyFile.openOrCreate(script.file("cloud-state/sealing.key")))));
    say("");
    outcomes.addAll(new DemoHolders(script, arithmetic).run(actg, trace.batch()));
    outcomes.add(DemoOutcome.seed(addSeed(script, key, arithmetic)));
    Page report =
        new DemoReport(cohort, trace, bytes(cohorts)).of(outcomes, outage, actg, arithmetic);
    return finish(outcomes, cohort, report, arithmetic);
  }

  private static List<Path> files(Rehearsal script, String suffix) {
    return HOSPITALS.stream().map(site -> script.file(site + suffix)).toList();
  }

  private List<Path> makeCohorts(Rehearsal script) throws Exception {
    List<Path> plain = files(script, "-synth.csv");
    List<Path> cohorts = files(script, "-cohort.csv");
    for (int i = 0; i < HOSPITALS.size(); i++) {
      script.run(
          new SynthCommand(),
          "synth --patients %s --seed 20261 --site %s -o ./%s"
              .formatted(patients, POPULATIONS.get(i), plain.get(i).getFileName()));
      DemoCohort.addWards(plain.get(i), cohorts.get(i), IN_TRIAL.get(i));
    }
    return cohorts;
  }

  private PaillierPrivateKey makeKey(Rehearsal script, ModularArithmetic arithmetic)
      throws Exception {
    long start = System.nanoTime();
    script.run(new KeygenCommand(), "keygen --study demo --bits 2048 --no-passphrase -o ./keys");
    long made = System.nanoTime();
    ApprovedKey approved =
        common.compute(
            () ->
                RehearsalKeys.approve(
                    script.file("keys/demo.pub"), script.file("approved"), arithmetic));
    say(
        "researcher  makes key %s, %d bits, in %.1f s; the hospitals verify its certificate, %.1f"
            + " s",
        Text.shortKey(approved.key().fingerprint()),
        approved.key().modulusBits(),
        (made - start) / 1e9,
        (System.nanoTime() - made) / 1e9);
    return KeyFiles.readPrivate(script.file("keys/demo.key"), () -> new char[0]).key();
  }

  /** Starts the cloud, once it and the hospitals have told each other their keys. */
  private void startCloud(Rehearsal script) throws Exception {
    DemoFiles files = new DemoFiles(script);
    Parties parties = Parties.of(script);
    for (String site : HOSPITALS) {
      files.site(site, parties.sealTo());
      parties.join(site);
    }
    files.questions(patients);
    parties.startCloud();
  }

  private DemoRun ask(
      String study, Rehearsal script, PaillierPrivateKey key, ModularArithmetic arithmetic)
      throws Exception {
    say("");
    Instant start = Instant.now();
    QueryRunCommand command = new QueryRunCommand(script.environment());
    String line =
        "query run ./%1$s.yaml --key ./keys/demo.key --signers ./signers.yaml -o ./%1$s.bsr"
            .formatted(study);
    if (common.progress == ProgressMode.JSON) {
      script.show(command, line + " --json");
    } else {
      script.run(command, line);
    }
    Duration time = Duration.between(start, Instant.now());
    DemoRun run = DemoRun.read(script, study, key, arithmetic, start, time);
    say(
        "cloud       holds no key; added %s in %d batches, %.1f s after the question",
        Text.count(run.rows(), "sealed record"),
        run.answer().plans().stream().mapToInt(plan -> plan.message().batches()).sum(),
        time.toMillis() / 1000.0);
    say("researcher  decrypts the totals of every group, and nothing else");
    say("");
    TextRenderer.totals(run.released()).forEach(common::say);
    return run;
  }

  private static BigInteger addSeed(
      Rehearsal script, PaillierPrivateKey key, ModularArithmetic arithmetic) throws Exception {
    script.start(
        new HospitalCommand(script.environment()), "executor hospital r1-hospital_executor 5");
    script.start(
        new HospitalCommand(script.environment()), "executor hospital r2-hospital_executor 55");
    return SeedExample.run(script.researcher(), key, arithmetic).sum();
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
}
