package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.keys.KeyFileException;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.KeyFormat;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.keys.StoredPrivateKey;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.proof.KeyForm;
import io.blindsum.paillier.threshold.ThresholdParameters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at key files, and moves keys between programs. */
@Command(
    name = "key",
    description = {
      "Look at a key file, and move keys between programs.",
      "Reads our .pub and .key files, the base64 keys of the ColonyOS example, and the JSON web"
          + " keys of python-paillier and javallier.",
    },
    subcommands = {KeyApproveCommand.class, KeySharesCommand.class, KeyRenewCommand.class},
    synopsisSubcommandLabel =
        "(show | fingerprint | approve | import | export | signer | holder | shares | renew)")
public final class KeyCommand {
  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  @Command(
      name = "show",
      description = {
        "Say what a key file holds, and refuse a key that must not be used.",
        "Checks what the number alone gives away: size, parity, small factors, primes, perfect"
            + " powers, close primes, and keys whose private half was published.",
      })
  int show(
      @Parameters(paramLabel = "FILE", description = "A key file.") Path file,
      @Option(
              names = "--insecure-test-key",
              description = "Show small test keys too, instead of refusing them.")
          boolean insecureTestKey,
      @Option(
              names = "--private",
              description = "Read the private key itself and check its primes.")
          boolean privateKey,
      @Mixin CommonOptions common) {
    StoredPublicKey read = read(file, gate(insecureTestKey), privateKey, common);
    PaillierPublicKey key = read.key();
    KeyOptions.warnIfInsecure(key, common);
    if (common.json) {
      System.out.println(Json.line(json(file, read, common)));
      return ExitCode.OK;
    }
    System.out.println("format       " + read.format().title());
    System.out.println("study        " + Objects.requireNonNullElse(read.study(), "-"));
    System.out.println("bits         " + key.modulusBits());
    System.out.println("fingerprint  " + key.fingerprint());
    System.out.println("created      " + (read.created() == null ? "-" : read.created()));
    System.out.println("certificate  " + certificate(read, common));
    System.out.println("opened by    " + openedBy(read, common));
    System.out.println(
        "use          "
            + (KeyGate.isInsecure(key)
                ? "for tests only: small, or its private half is public"
                : "nothing wrong with it as far as the number shows"));
    return ExitCode.OK;
  }

  /** Says what the certificate shows; refuses one that does not verify. */
  private static String certificate(StoredPublicKey read, CommonOptions common) {
    if (read.certificate() == null) {
      return "none";
    }
    return read.certificate().verify(read.key(), common.arithmetic()) == KeyForm.BLUM
        ? "unique plaintexts, Blum form"
        : "unique plaintexts";
  }

  /** Says who opens results; refuses verification keys that do not verify. */
  private static String openedBy(StoredPublicKey read, CommonOptions common) {
    StoredThreshold threshold = read.threshold();
    if (threshold == null) {
      return "the private key";
    }
    ThresholdParameters verified = threshold.verify(read.key(), common.arithmetic()).parameters();
    return "%s of %s holders: %s"
        .formatted(
            verified.threshold(), verified.holders(), String.join(", ", threshold.holders()));
  }

  private static Map<String, Object> json(Path file, StoredPublicKey read, CommonOptions common) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("format", read.format().title());
    json.put("study", Objects.requireNonNullElse(read.study(), ""));
    json.put("bits", read.key().modulusBits());
    json.put("fingerprint", read.key().fingerprint());
    json.put("created", read.created() == null ? "" : read.created().toString());
    json.put("insecure", KeyGate.isInsecure(read.key()));
    json.put("certificate", certificate(read, common));
    json.put("opened_by", openedBy(read, common));
    json.put("published", KeyGate.isPublished(read.key()));
    return json;
  }

  @Command(
      name = "fingerprint",
      description = "Print the fingerprint: SHA-256 of n as minimal big-endian bytes.")
  int fingerprint(
      @Parameters(paramLabel = "FILE", description = "A key file.") Path file,
      @Option(names = "--private", description = "Read the private key itself.") boolean privateKey,
      @Mixin CommonOptions common) {
    String fingerprint = read(file, gate(true), privateKey, common).key().fingerprint();
    System.out.println(common.json ? Json.line(Map.of("fingerprint", fingerprint)) : fingerprint);
    return ExitCode.OK;
  }

  @Command(name = "import", description = "Write our key files from a key of another program.")
  int importKey(
      @Parameters(paramLabel = "FILE", description = "A public or private key.") Path file,
      @Option(names = "--study", required = true, description = "The study's name.") String study,
      @Option(
              names = {"-o", "--output"},
              required = true,
              paramLabel = "DIR",
              description = "The folder for the files.")
          Path folder,
      @Option(names = "--no-passphrase", description = "Leave a private key in clear.")
          boolean noPassphrase,
      @Option(names = "--insecure-test-key", description = "Allow test keys.")
          boolean insecureTestKey,
      @Option(names = "--private", description = "Import a private key, and its public half.")
          boolean privateKey,
      @Mixin CommonOptions common) {
    KeyGate gate = KeyOptions.gate(insecureTestKey);
    if (privateKey) {
      StoredPrivateKey read = passphrase.open(file, common);
      admit(file, read.key().publicKey(), gate);
      char[] secret = noPassphrase ? null : passphrase.choose();
      KeyCertificate certificate = KeyCertificate.make(read.key(), common.arithmetic());
      KeyFiles.writePair(folder, study, read.key(), secret, Instant.now(), certificate);
      common.say("wrote " + folder.resolve(study + KeyFiles.PRIVATE_SUFFIX));
    } else {
      StoredPublicKey read = KeyFiles.readPublicHalf(file, gate);
      KeyFiles.writePublic(folder, study, read.key(), Instant.now(), read.certificate());
    }
    common.say("wrote " + folder.resolve(study + KeyFiles.PUBLIC_SUFFIX));
    return ExitCode.OK;
  }

  @Command(
      name = "export",
      description = {
        "Write a key for another program.",
        "A private key is written in clear, in a file that only you may read.",
      })
  int export(
      @Parameters(paramLabel = "FILE", description = "A key file.") Path file,
      @Option(
              names = "--format",
              required = true,
              paramLabel = "jwk|seed",
              description = "jwk for python-paillier and javallier, seed for the example's base64.")
          KeyFormat format,
      @Option(names = "--private", description = "Export the private key.") boolean privateKey,
      @Option(
              names = {"-o", "--output"},
              required = true,
              paramLabel = "FILE",
              description = "The file to write.")
          Path target,
      @Mixin CommonOptions common) {
    if (format == KeyFormat.BLINDSUM) {
      throw CommandException.usage("our own format is written by import", "--format jwk");
    }
    if (privateKey) {
      KeyFiles.exportPrivate(target, passphrase.open(file, common).key(), format);
    } else {
      KeyFiles.exportPublic(target, read(file, gate(true), false, common).key(), format);
    }
    common.say("wrote " + target);
    return ExitCode.OK;
  }

  @Command(
      name = "signer",
      description = {
        "Print the public half of your signing key, and make the key where there is none.",
        "Tell the public half to the sites; query run --sign-with FILE signs your questions.",
      })
  int signer(
      @Parameters(paramLabel = "FILE", description = "The signing key.") Path file,
      @Mixin CommonOptions common) {
    String key = SigningKeyFile.openOrCreate(file).verifyingKey().text();
    System.out.println(common.json ? Json.line(Map.of("signer", key)) : key);
    return ExitCode.OK;
  }

  @Command(
      name = "holder",
      description = {
        "Print the public half of your sealing key, and make the key where there is none.",
        "Tell the public half to who deals the shares of a study's key: yours will be sealed to"
            + " it.",
      })
  int holder(
      @Parameters(paramLabel = "FILE", description = "The sealing key.") Path file,
      @Mixin CommonOptions common) {
    String key = SealKeyFile.openOrCreate(file).publicKey().text();
    System.out.println(common.json ? Json.line(Map.of("holder", key)) : key);
    return ExitCode.OK;
  }

  private static KeyGate gate(boolean insecureTestKey) {
    return insecureTestKey ? KeyGate.forInsecureTestKeys() : KeyGate.forInspection();
  }

  /** Reads the public half of a key file; that of a private one of others from its primes. */
  private StoredPublicKey read(Path file, KeyGate gate, boolean privateKey, CommonOptions common) {
    if (!privateKey) {
      return KeyFiles.readPublicHalf(file, gate);
    }
    StoredPrivateKey read = passphrase.open(file, common);
    admit(file, read.key().publicKey(), gate);
    return new StoredPublicKey(
        read.key().publicKey(), read.format(), read.study(), read.created(), null, null);
  }

  private static void admit(Path file, PaillierPublicKey key, KeyGate gate) {
    gate.examine(key.modulus())
        .ifPresent(
            defect -> {
              throw new KeyFileException(
                  "key.n: " + defect.words(),
                  String.valueOf(file.getFileName()),
                  "--insecure-test-key allows small and published keys");
            });
  }
}
