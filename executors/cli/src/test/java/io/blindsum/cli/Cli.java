package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.keys.KeyFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs the command in this process and keeps what it prints. */
final class Cli {
  static final Path ROOT = Path.of(System.getProperty("blindsum.root"));
  static final Path ACTG = ROOT.resolve("datasets/actg175/actg175.csv");

  private static final Map<String, List<byte[]>> KEYS = new HashMap<>();
  static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private Cli() {}

  /** What one run gave back. */
  static final class Run {
    private final int exitCode;
    private final byte[] stdout;
    private final String err;

    private Run(int exitCode, byte[] stdout, String err) {
      this.exitCode = exitCode;
      this.stdout = stdout;
      this.err = err;
    }

    int exitCode() {
      return exitCode;
    }

    byte[] stdout() {
      return stdout.clone();
    }

    String err() {
      return err;
    }

    String out() {
      return new String(stdout, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      String all = out().strip();
      return new ObjectMapper().readTree(all.substring(all.lastIndexOf('\n') + 1));
    }

    /** Asserts one line of error with that exit code, and nothing that looks like a trace. */
    Run failed(int code, String... parts) {
      assertThat(exitCode).as("%s %s", out(), err).isEqualTo(code);
      String error = err.lines().filter(line -> line.startsWith("error[")).findFirst().orElse("");
      assertThat(error).startsWith("error[" + code + "]: ");
      assertThat(List.of(parts)).allMatch(error::contains, "in " + error);
      assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
      assertThat(err.lines().filter(line -> line.startsWith("error["))).hasSize(1);
      return this;
    }

    Run ok() {
      assertThat(exitCode).as("%s %s", out(), err).isZero();
      return this;
    }
  }

  static Run run(String... args) {
    return run(new byte[0], args);
  }

  /**
   * Puts the test key of a study, in clear, into a folder: {@code STUDY.pub} and {@code STUDY.key}.
   * All tests share that of a study and size, which keygen makes for the first of them.
   */
  static synchronized void makeTestKey(Path folder, String study, int bits) {
    Path pub = folder.resolve(study + KeyFiles.PUBLIC_SUFFIX);
    Path key = folder.resolve(study + KeyFiles.PRIVATE_SUFFIX);
    List<byte[]> made = KEYS.get(study + " " + bits);
    try {
      if (made == null) {
        List<String> keygen =
            new ArrayList<>(List.of("keygen", "--study=" + study, "--bits=" + bits));
        keygen.addAll(List.of("--no-passphrase", "-o", folder.toString()));
        if (bits < 2048) {
          keygen.add("--insecure-test-key");
        }
        run(keygen.toArray(String[]::new)).ok();
        KEYS.put(study + " " + bits, List.of(Files.readAllBytes(pub), Files.readAllBytes(key)));
      } else {
        Files.createDirectories(folder);
        Files.write(pub, made.get(0));
        Files.createFile(key, OWNER_ONLY);
        Files.write(key, made.get(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypts the column {@code x} of a site under {@code s.pub}, from SITE.csv to SITE.bsc. */
  static void encryptSite(Path folder, String site, String csv) throws IOException {
    Path cohort = Files.writeString(folder.resolve(site + ".csv"), csv);
    run(
            "encrypt",
            cohort.toString(),
            "--pub",
            folder.resolve("s.pub").toString(),
            "--insecure-test-key",
            "--column=x:int[0..9]",
            "--max-rows=100",
            "--site",
            site,
            "-o",
            folder.resolve(site + ".bsc").toString())
        .ok();
  }

  static synchronized Run run(byte[] input, String... args) {
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    InputStream oldIn = System.in;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int exitCode =
          BlindSum.commandLine(args)
              .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
              .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
              .execute(args);
      return new Run(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(oldIn);
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }
}
