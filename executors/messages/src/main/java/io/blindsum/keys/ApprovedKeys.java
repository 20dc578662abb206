package io.blindsum.keys;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyDefect;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.factoring.FactorSearch;
import io.blindsum.paillier.proof.KeyForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that a site has approved: a folder that only its owner may write to, one file a key,
 * named by its fingerprint.
 *
 * <p>The long search for factors is done once, when a key is approved. The gate and the certificate
 * are checked again each time a key is read: a list that somebody altered, or that an older version
 * wrote, lets nothing through. Every failure is a {@link KeyFileException} of one line.
 */
public final class ApprovedKeys {
  private static final String SUFFIX = ".json";
  private static final Pattern FILE = Pattern.compile("[0-9a-f]{64}\\.json");

  private final Path folder;
  private final Supplier<KeyGate> gate;
  private final ModularArithmetic arithmetic;
  private final Search search;

  /** The search for primes that little work finds. */
  @FunctionalInterface
  interface Search {
    Optional<KeyDefect> examine(
        PaillierPublicKey key, ModularArithmetic arithmetic, DoubleConsumer progress);
  }

  private ApprovedKeys(
      Path folder, Supplier<KeyGate> gate, ModularArithmetic arithmetic, Search search) {
    this.folder = folder;
    this.gate = gate;
    this.arithmetic = arithmetic;
    this.search = search;
  }

  /**
   * Opens a folder of approved keys; one that is not there yet holds none.
   *
   * @param gate makes the gate that each key has to pass, such as {@link KeyGate#standard}
   */
  public static ApprovedKeys open(
      Path folder, Supplier<KeyGate> gate, ModularArithmetic arithmetic) {
    return open(folder, gate, arithmetic, FactorSearch::examine);
  }

  /**
   * Opens a folder for keys that were made a moment ago by who approves them, as in a demo: {@link
   * FactorSearch} is left out. Its keys must not get among those of others.
   */
  public static ApprovedKeys openForOwnKeys(Path folder, ModularArithmetic arithmetic) {
    return open(
        folder, KeyGate::standard, arithmetic, (key, backend, progress) -> Optional.empty());
  }

  static ApprovedKeys open(
      Path folder, Supplier<KeyGate> gate, ModularArithmetic arithmetic, Search search) {
    if (Files.exists(folder)) {
      CheckedFiles.requireUnwritableByOthers(folder);
    }
    return new ApprovedKeys(folder, gate, arithmetic, search);
  }

  /** Returns the folder of the user: {@code blindsum/approved-keys} where his settings are. */
  public static Path defaultFolder() {
    return SettingsFolder.path().resolve("approved-keys");
  }

  /** Returns the fingerprints on the list. */
  public Set<String> fingerprints() {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(FILE.asMatchPredicate())
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new KeyFileException("cannot be read", folder.toString(), "check its permissions");
    }
  }

  /**
   * Returns an approved key, checked again by the gate and by its certificate.
   *
   * @param fingerprint 64 lowercase hex digits
   */
  public Optional<ApprovedKey> find(String fingerprint) {
    return fingerprints().contains(fingerprint)
        ? Optional.of(read(fingerprint, gate.get()))
        : Optional.empty();
  }

  /** Returns what is known of the form of a key's primes, whether it is on the list or not. */
  public KeyForm formOf(PaillierPublicKey key) {
    return find(key.fingerprint()).map(ApprovedKey::form).orElse(KeyForm.UNKNOWN);
  }

  /**
   * Approves a key: the gate, with all keys on the list in sight, its certificate, and {@link
   * FactorSearch}, which takes seconds. A key that was approved on the same grounds before is only
   * checked as on reading.
   *
   * @param stored the key; its certificate is verified if it has one
   * @param grounds what to accept without proof
   * @param progress is told the share that is done, from 0 to 1
   */
  public ApprovedKey approve(
      StoredPublicKey stored, ApprovalGrounds grounds, DoubleConsumer progress) {
    PaillierPublicKey key = stored.key();
    try {
      KeyForm form = formOf(stored, grounds);
      Optional<ApprovedKey> before = find(key.fingerprint());
      admitBeside(key);
      StoredThreshold threshold = stored.threshold();
      if (threshold != null) {
        threshold.verify(key, arithmetic);
      }
      boolean same =
          before
              .filter(one -> one.form() == form && Objects.equals(one.threshold(), threshold))
              .isPresent();
      if (same) {
        return before.get();
      }
      if (before.isEmpty()) {
        requireNoWeakPrime(key, progress);
      }
      ApprovedKey approved =
          new ApprovedKey(
              key,
              form,
              stored.certificate(),
              threshold,
              Instant.now().truncatedTo(ChronoUnit.SECONDS));
      write(approved);
      return approved;
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), name(key), "do not use this key; tell who sent it");
    }
  }

  private KeyForm formOf(StoredPublicKey stored, ApprovalGrounds grounds) {
    KeyForm shown = verify(stored);
    if (stored.certificate() == null && !grounds.withoutCertificate()) {
      throw new KeyFileException(
          "no certificate",
          name(stored.key()),
          "ask for the .pub file that keygen wrote, or approve it --without-certificate if you"
              + " trust who made it");
    }
    if (grounds.vouchedForm() == KeyForm.BLUM && stored.key().modulus().testBit(1)) {
      throw new InvalidKeyException("n is 3 modulo 4: not of Blum form");
    }
    return shown == KeyForm.BLUM ? shown : grounds.vouchedForm();
  }

  private KeyForm verify(StoredPublicKey stored) {
    return stored.certificate() == null
        ? KeyForm.UNKNOWN
        : stored.certificate().verify(stored.key(), arithmetic);
  }

  /** Puts a key to a gate that has seen all the others. */
  private void admitBeside(PaillierPublicKey key) {
    KeyGate experienced = gate.get();
    for (String fingerprint : fingerprints()) {
      if (!fingerprint.equals(key.fingerprint())) {
        read(fingerprint, experienced);
      }
    }
    experienced.admit("key.n", key.modulus());
  }

  private void requireNoWeakPrime(PaillierPublicKey key, DoubleConsumer progress) {
    Optional<KeyDefect> defect = search.examine(key, arithmetic, progress);
    if (defect.isPresent()) {
      throw new InvalidKeyException("key.n: " + defect.get().words());
    }
  }

  private ApprovedKey read(String fingerprint, KeyGate keyGate) {
    Path file = file(fingerprint);
    String name = CheckedFiles.name(file);
    try {
      String text = new String(CheckedFiles.readPublic(file), StandardCharsets.UTF_8);
      return ApprovedKeyCodec.read(
          StrictJson.parse("approved key", text), fingerprint, keyGate, arithmetic);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(
          String.valueOf(e.getMessage()), name, "remove the file, and approve the key again");
    }
  }

  private void write(ApprovedKey approved) {
    Path file = file(approved.key().fingerprint());
    CheckedFiles.createDirectory(folder);
    CheckedFiles.requireUnwritableByOthers(folder);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new KeyFileException(
          "cannot be replaced", CheckedFiles.name(file), "check the permissions of its folder");
    }
    byte[] text =
        StrictJson.print(ApprovedKeyCodec.write(approved)).getBytes(StandardCharsets.UTF_8);
    CheckedFiles.writeNew(file, text, CheckedFiles.PUBLIC_MODE);
  }

  private Path file(String fingerprint) {
    return folder.resolve(fingerprint + SUFFIX);
  }

  private static String name(PaillierPublicKey key) {
    return "key " + key.fingerprint().substring(0, 8);
  }

  /**
   * What a site accepts without proof, because it trusts who made the key.
   *
   * @param withoutCertificate whether a key needs no certificate
   * @param vouchedForm the form of the primes, if no certificate shows it
   */
  public record ApprovalGrounds(boolean withoutCertificate, KeyForm vouchedForm) {}
}
