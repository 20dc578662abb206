package io.blindsum.cli.command;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine has, what is missing, and how to mend it. */
@Command(
    name = "doctor",
    description = "Check this machine: Java, backends, cores, memory, disk. Fails on a fault.")
public final class DoctorCommand implements Callable<Integer> {
  private static final long LEAST_DISK_BYTES = 1L << 30;

  @Mixin private final CommonOptions common = new CommonOptions();

  private final List<Finding> findings = new ArrayList<>();

  private record Finding(String what, boolean good, String state, String fix) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("check", what);
      map.put("ok", good);
      map.put("state", state);
      if (!fix.isEmpty()) {
        map.put("fix", fix);
      }
      return map;
    }
  }

  @Override
  public Integer call() {
    good("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    good("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    good("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MB at most");
    backends();
    disk();
    boolean allGood = findings.stream().allMatch(Finding::good);
    if (common.json) {
      System.out.println(
          Json.line(
              Map.of("ok", allGood, "checks", findings.stream().map(Finding::toMap).toList())));
    } else {
      findings.forEach(DoctorCommand::print);
    }
    return allGood ? ExitCode.OK : ExitCode.USAGE;
  }

  private void backends() {
    Map<String, String> backends = Arithmetics.availability();
    backends.forEach(
        (name, state) ->
            good("backend " + name, state.equals("ready") ? state : "not here: " + state));
    try {
      good("computing with", Arithmetics.fastest().name());
    } catch (IllegalStateException e) {
      findings.add(
          new Finding(
              "computing with",
              false,
              String.valueOf(e.getMessage()),
              "leave -D" + forcedBy() + " away"));
    }
  }

  /** Returns the option that the backend was chosen by; the one for kernels gives way. */
  private static String forcedBy() {
    return System.getProperty(Arithmetics.BACKEND_PROPERTY, "").isEmpty()
        ? Arithmetics.KERNEL_PROPERTY
        : Arithmetics.BACKEND_PROPERTY;
  }

  private void disk() {
    Path here = Path.of("").toAbsolutePath();
    try {
      FileStore store = Files.getFileStore(here);
      long free = store.getUsableSpace();
      String state = String.format(Locale.ROOT, "%.1f GB free in this folder", free / 1e9);
      boolean enough = free >= LEAST_DISK_BYTES && Files.isWritable(here);
      findings.add(
          new Finding(
              "disk",
              enough,
              Files.isWritable(here) ? state : "this folder is read-only",
              enough ? "" : "go to a folder with at least 1 GB that you may write to"));
    } catch (IOException e) {
      findings.add(new Finding("disk", false, "this folder cannot be read", "go to another one"));
    }
  }

  private void good(String what, String state) {
    findings.add(new Finding(what, true, state, ""));
  }

  private static void print(Finding finding) {
    System.out.printf(
        "%-5s %-18s %s%n", finding.good() ? "ok" : "FAULT", finding.what(), finding.state());
    if (!finding.fix().isEmpty()) {
      System.out.println("      fix: " + finding.fix());
    }
  }
}
