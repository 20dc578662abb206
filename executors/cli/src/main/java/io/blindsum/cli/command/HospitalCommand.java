package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ExecutorEnvironment;
import io.blindsum.cli.option.ServiceOptions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.hospital.DryRun;
import io.blindsum.hospital.SeedHospital;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHealth;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.hospital.SiteReadiness;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanRequest;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.service.ExecutorMetrics;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the executor of a hospital. */
@Command(
    name = "hospital",
    sortOptions = false,
    description = {
      "Run the executor of a hospital.",
      "",
      "With --config it serves the site's data sets under the site's policy; blindsum site init"
          + " writes a file to start from.",
      "With TYPE and VALUE it is the hospital of the ColonyOS example: one value, for"
          + " demonstrations, without a site policy.",
    })
public final class HospitalCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "The executor type to register as, such as r1-hospital_executor.")
  private @Nullable String type;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The hospital's value, an integer.")
  private @Nullable String value;

  @Option(names = "--config", paramLabel = "FILE", description = "The site's file, site.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--dry-run",
      description = "Say what would leave for the study of --query and --pub, and end.")
  private boolean dryRun;

  @Option(
      names = {"--query", "--run"},
      paramLabel = "FILE",
      description = "With --dry-run: the study's question.")
  private @Nullable Path question;

  @Option(
      names = "--pub",
      paramLabel = "FILE",
      description = "With --dry-run: the study's public key.")
  private @Nullable Path pub;

  @Option(
      names = "--show-keys",
      description = "Print the public half of the key that the site signs with, and end.")
  private boolean showKeys;

  @Mixin private final ServiceOptions service;
  @Mixin private final CommonOptions common = new CommonOptions();

  private final Map<String, String> environment;

  /** Runs in the environment of this process. */
  public HospitalCommand() {
    this(System.getenv(), false);
  }

  /** Runs in another program, with COLONIES_* variables of its own, until it is interrupted. */
  public HospitalCommand(Map<String, String> environment) {
    this(environment, true);
  }

  private HospitalCommand(Map<String, String> environment, boolean hosted) {
    this.environment = environment;
    this.service = new ServiceOptions(hosted);
  }

  @Override
  public Integer call() throws Exception {
    if (config != null && type == null) {
      SiteConfig site = SiteConfigReader.read(config, environment);
      if (showKeys) {
        return showKeys(site);
      }
      SiteReadiness.require(site);
      return dryRun ? dryRun(site) : serve(site);
    }
    if (config == null && type != null && value != null && !dryRun) {
      return demonstrate(type, integer(value));
    }
    throw CommandException.usage(
        "name the site's file, or a type and a value", "blindsum executor hospital --config FILE");
  }

  private static BigInteger integer(String text) {
    if (!text.matches("-?[0-9]{1,1000}")) {
      throw CommandException.usage("VALUE " + text + " is no integer", "write digits, such as 55");
    }
    return new BigInteger(text);
  }

  private int demonstrate(String executorType, BigInteger plain) throws Exception {
    common.warn(
        "DEMONSTRATION: this hospital has no site policy. It encrypts its value for whoever asks,"
            + " under any key of 2048 bits or more.");
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    try (SeedHospital hospital = new SeedHospital(plain, arithmetic)) {
      FunctionHandler handler = metrics.counted(Functions.GET_PATIENT_DATA, hospital.handler());
      ExecutorLoop.Builder loop =
          ExecutorEnvironment.loop(ExecutorEnvironment.colony(environment, executorType))
              .function(SeedHospital.GET_PATIENT_DATA, handler);
      service.run(loop, metrics, List.of(), common);
    }
    return ExitCode.OK;
  }

  private int serve(SiteConfig site) throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    ExecutorLoop.Builder loop = ExecutorEnvironment.loop(site.colony());
    policyLines(site).forEach(common::warn);
    try (SiteHospital hospital = SiteHospital.open(site, arithmetic, metrics)) {
      service.run(hospital.addTo(loop), metrics, SiteHealth.of(site), common);
    }
    return ExitCode.OK;
  }

  private int showKeys(SiteConfig site) throws Exception {
    String key = SiteHospital.signer(site).text();
    System.out.println(
        common.json
            ? Json.line(Map.of("sites", Map.of(site.site(), key)))
            : "sites: {" + site.site() + ": " + key + "}");
    return ExitCode.OK;
  }

  private static List<String> policyLines(SiteConfig site) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "site %s: data sets %s"
            .formatted(site.site(), String.join(", ", site.datasets().keySet())));
    lines.add("policy: " + site.policyText());
    site.files().words().ifPresent(words -> lines.add("files: " + words));
    return lines;
  }

  private int dryRun(SiteConfig site) throws Exception {
    if (question == null || pub == null) {
      throw CommandException.usage(
          "--dry-run needs --query and --pub", "name the study's two files");
    }
    PaillierPublicKey key = KeyFiles.readPublic(pub, KeyGate.standard()).key();
    DryRun found;
    try {
      found =
          DryRun.of(
              site,
              PlanRequest.of(QuestionFile.read(question), SeedKeyFormat.write(key)),
              key,
              common.arithmetic());
    } catch (JobException e) {
      throw new CommandException(
          ExitCode.POLICY,
          String.valueOf(e.getMessage()),
          "correct the question or the site's file");
    }
    if (common.json) {
      System.out.println(Json.line(json(found)));
    }
    common.say("query       " + found.question().hash());
    common.say("reads       " + found.source().replaceAll("\\s+", " "));
    found.question().where().ifPresent(where -> common.say("where       " + where));
    found.remarks().forEach(remark -> common.say("note        " + remark));
    common.say(
        "finds       %s, leaves out %s"
            .formatted(Text.count(found.rows(), "row"), Text.count(found.rejected(), "row")));
    common.say(
        "would send  %s, %s, %s"
            .formatted(
                Text.count(found.ciphertexts(), "ciphertext"),
                Text.bytes(found.bytes()),
                found.protection().text()));
    common.say("judges      " + found.cells());
    common.say("shows       " + found.rule().words());
    found.layout().slotNoise().ifPresent(noise -> common.say("noise       " + noise.words()));
    common.say(
        "enforced    as this site signs it in its plan, by who decrypts; others may be stricter");
    if (found.refusal().isPresent()) {
      throw new CommandException(
          ExitCode.POLICY,
          "nothing would leave: " + found.refusal().get(),
          "see policy in the file");
    }
    common.say("the policy lets it leave, if the initiator is on the list");
    return ExitCode.OK;
  }

  private static Map<String, Object> json(DryRun found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", found.question().hash());
    json.put("source", found.source());
    json.put("where", found.question().where().map(Object::toString).orElse(""));
    json.put("rows", found.rows());
    json.put("rejected", found.rejected());
    json.put("ciphertexts", found.ciphertexts());
    json.put("bytes", found.bytes());
    json.put("protection", found.protection().text());
    json.put("remarks", found.remarks());
    json.put("cells", found.cells());
    json.put("shows", found.rule().words());
    found.layout().slotNoise().ifPresent(noise -> json.put("noise", noise.words()));
    json.put("refusal", found.refusal().orElse(""));
    return json;
  }
}
