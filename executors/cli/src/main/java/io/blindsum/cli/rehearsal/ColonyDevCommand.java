package io.blindsum.cli.rehearsal;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.TidyEnd;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.cohort.FoundColumns;
import io.blindsum.hospital.SiteTemplate;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.text.Names;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a colony on this machine until it is told to end. */
@Command(
    name = "dev",
    sortOptions = false,
    description = {
      "Run a colony on this machine, to rehearse a study with files and a question of your own.",
      "",
      "It prints the COLONIES_* variables that query run, executor and the programs of ColonyOS"
          + " read; in another terminal they find this colony. Each --hospital is an executor over"
          + " a CSV file, the data set cohort, with a policy as a real one has: it answers about 10"
          + " patients or more, under approved keys, and remembers what was asked. Ctrl-C ends it"
          + " all.",
    })
final class ColonyDevCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final String APPROVED = "approved-keys";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port on the loopback interface; a free one unless given.")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = {
        "Keep everything in a folder: site files to alter, what hospitals remember, the colony"
            + " itself, which goes on there next time. Without it a temporary folder is removed at"
            + " the end."
      })
  private @Nullable Path folder;

  @Option(
      names = "--env",
      paramLabel = "FILE",
      description = {
        "Write the variables into a file, for: . ./FILE. Only you may read it, and it is removed"
            + " at the end."
      })
  private @Nullable Path environmentFile;

  @Option(
      names = "--hospital",
      paramLabel = "NAME=FILE",
      description = "Start a hospital of that name over a CSV file; may be given many times.")
  private Map<String, Path> hospitals = new LinkedHashMap<>();

  @Option(names = "--cloud", description = "Start a cloud, which the hospitals seal to.")
  private boolean cloud;

  @Option(
      names = "--approve",
      paramLabel = "FILE",
      description = {
        "Let the hospitals approve your study's public key as key approve does, but without its"
            + " search for weak primes, which takes minutes; may be given many times."
      })
  private List<Path> keys = List.of();

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    check();
    return TidyEnd.of(this::serve);
  }

  private void check() {
    if (port < 0 || port > MAX_PORT) {
      throw CommandException.usage(
          "--port " + port + " is not from 1 to " + MAX_PORT, "leave --port away for a free one");
    }
    for (String site : hospitals.keySet()) {
      if (!Names.isName(site)) {
        throw CommandException.usage(
            "--hospital " + site + ": " + Names.NO_NAME, "--hospital r1=cohort.csv");
      }
    }
  }

  private int serve() throws Exception {
    try (RehearsalFolder place =
            folder == null ? RehearsalFolder.temporary() : RehearsalFolder.kept(folder);
        EmbeddedColony colony = colony(place);
        EnvironmentFile variables = EnvironmentFile.of(environmentFile, colony.environment());
        Rehearsal lines = new Rehearsal(place.path(), colony, common)) {
      common.say(
          "colony      dev on 127.0.0.1:%s, embedded: for this machine only"
              .formatted(colony.environment().get("COLONIES_SERVER_PORT")));
      common.say("folder      " + place.path() + (place.isKept() ? "" : ", removed at the end"));
      approve(place.path());
      startParties(lines);
      tell(place.path(), variables, colony.environment());
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      common.say("the colony has ended");
    }
    return ExitCode.OK;
  }

  private EmbeddedColony colony(RehearsalFolder place) throws IOException {
    try {
      return place.isKept() ? EmbeddedColony.in(place.path(), port) : EmbeddedColony.start(port);
    } catch (BindException e) {
      throw CommandException.usage(
          "--port " + port + " is taken", "another one, or leave --port away for a free one");
    }
  }

  private void approve(Path place) throws Exception {
    CheckedFiles.createDirectory(place.resolve(APPROVED));
    ModularArithmetic arithmetic = common.arithmetic();
    for (Path file : keys) {
      ApprovedKey approved =
          common.compute(() -> RehearsalKeys.approve(file, place.resolve(APPROVED), arithmetic));
      common.say(
          "approved    %s, %s; a real hospital searches it for weak primes too"
              .formatted(file, Text.shortKey(approved.key().fingerprint())));
    }
  }

  private void startParties(Rehearsal lines) throws Exception {
    Optional<Parties> parties = cloud ? Optional.of(Parties.of(lines)) : Optional.empty();
    for (Map.Entry<String, Path> hospital : hospitals.entrySet()) {
      writeSite(lines, hospital.getKey(), hospital.getValue(), parties.map(Parties::sealTo));
      if (parties.isPresent()) {
        parties.get().join(hospital.getKey());
      }
    }
    if (parties.isPresent()) {
      parties.get().startCloud();
    }
    for (String site : hospitals.keySet()) {
      Parties.startHospital(lines, site);
    }
  }

  /**
   * Writes a hospital's file, unless an earlier rehearsal left one, which people may have altered.
   */
  private void writeSite(Rehearsal lines, String site, Path csv, Optional<String> sealTo) {
    Path file = lines.file(site + ".yaml");
    if (Files.exists(file)) {
      common.say("hospital    %s: %s is there, and is used as it is".formatted(site, file));
      return;
    }
    FoundColumns found;
    try (CohortSource source = CsvSource.open(csv)) {
      found = FoundColumns.of(source);
      source.remarks().forEach(remark -> common.say("note        " + remark));
    }
    if (found.columns().isEmpty()) {
      throw new CommandException(
          ExitCode.DATA,
          csv.getFileName() + ": no column of numbers or categories",
          "see that its first line has names, and the others values");
    }
    SiteTemplate.writeRehearsal(
        file, site, csv.toAbsolutePath().normalize(), found, EmbeddedColony.RESEARCHER, sealTo);
    common.say(
        "hospital    %s: %s"
            .formatted(
                site,
                found.columns().stream().map(Object::toString).collect(Collectors.joining("  "))));
    found.leftOut().forEach(column -> common.say("            left out " + column));
  }

  private void tell(Path place, EnvironmentFile variables, Map<String, String> environment) {
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("folder", place.toString());
      json.put("hospitals", hospitals.keySet());
      json.put("cloud", cloud);
      json.put("environment", environment);
      System.out.println(Json.line(json));
      System.out.flush();
      return;
    }
    if (!hospitals.isEmpty()) {
      common.say("");
      common.say("The hospitals approve a key without a restart:");
      common.say("  blindsum key approve KEY.pub --approved " + place.resolve(APPROVED));
    }
    if (cloud) {
      common.say("The keys that they sign with, for query run --signers:");
      common.say("  " + place.resolve(Parties.SIGNERS));
    }
    common.say("In another terminal, for query run and executor:");
    variables.lines().forEach(line -> System.out.println("  " + line));
    common.say("ready; Ctrl-C ends it");
    System.out.flush();
  }
}
