package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import io.blindsum.text.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  private static final Instant CREATED = Instant.parse("2026-11-24T10:00:00Z");
  private static final String PASSPHRASE = "påskris och blåbär";

  private final PaillierPrivateKey key = Vectors.privateKey("blum-3072");
  private final KeyGate gate = KeyGate.forInspection();
  private Path folder;

  @BeforeEach
  void nameFolder(@TempDir Path temporary) {
    folder = temporary.resolve("keys");
  }

  @Test
  void writesAPairThatReadsTheSame() throws IOException {
    char[] passphrase = PASSPHRASE.toCharArray();
    KeyFiles.writePair(folder, "heart-2026", key, passphrase, CREATED, null);
    assertThat(passphrase).containsOnly('\0');

    StoredPublicKey publicFile = KeyFiles.readPublic(file(".pub"), gate);
    assertThat(publicFile)
        .isEqualTo(
            new StoredPublicKey(
                key.publicKey(), KeyFormat.BLINDSUM, "heart-2026", CREATED, null, null));
    assertThat(KeyFiles.readPublicHalf(file(".key"), gate)).isEqualTo(publicFile);
    assertThatThrownBy(() -> KeyFiles.readPublic(file(".key"), gate))
        .hasMessageContaining("a private key where a public one is expected");
    assertThat(KeyFiles.readPrivate(file(".key"), asks(PASSPHRASE)))
        .isEqualTo(new StoredPrivateKey(key, KeyFormat.BLINDSUM, "heart-2026", CREATED, true));
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(file(".key"))).isEqualTo("rw-------");
    assertThat(mode(file(".pub"))).isEqualTo("rw-r--r--");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file(".key"), file(".pub"));
    }
  }

  @Test
  void opensKeysOfTheFirstVersion() throws IOException {
    try (InputStream stream = KeyFilesTest.class.getResourceAsStream("/keys/version-1.key")) {
      byte[] bytes = Objects.requireNonNull(stream).readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      StoredPrivateKey file = KeyFiles.parsePrivate("old", text, asks("correct horse"));
      assertThat(file.study()).isEqualTo("golden");
      assertThat(file.key().p().multiply(file.key().q()))
          .isEqualTo(file.key().publicKey().modulus());
    }
  }

  @Test
  void wipesThePassphraseItAskedFor() {
    KeyFiles.writePair(folder, "heart-2026", key, PASSPHRASE.toCharArray(), CREATED, null);
    char[] passphrase = PASSPHRASE.toCharArray();
    KeyFiles.readPrivate(file(".key"), () -> passphrase);
    assertThat(passphrase).containsOnly('\0');
  }

  @Test
  void keepsTheKeyFromWhoeverLacksThePassphrase() throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, PASSPHRASE.toCharArray(), CREATED, null);
    assertThat(Files.readString(file(".key")))
        .doesNotContain(key.p().toString(), key.q().toString(), "clear-primes");
    refuses(
        () -> KeyFiles.readPrivate(file(".key"), asks("wrong")),
        "heart-2026.key: wrong passphrase, or the file was altered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // "größe" as Java read it in the C locale, in a locale of Latin letters, and from a file
        "gr\uFFFD\uFFFD\uFFFD\uFFFDe",
        "gr\u00C3\u00B6\u00C3\u009Fe",
        "\uFEFFgröße",
      })
  void opensWhatEarlierVersionsLockedAndSaysSo(String earlier) {
    KeyFiles.writePair(folder, "heart-2026", key, earlier.toCharArray(), CREATED, null);
    StoredPrivateKey read = KeyFiles.readPrivate(file(".key"), asks("größe"));
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.damagedPassphrase()).isTrue();
  }

  @Test
  void onePassphraseAloneOpensAKey() {
    KeyFiles.writePair(folder, "heart-2026", key, "größe".toCharArray(), CREATED, null);
    assertThat(KeyFiles.readPrivate(file(".key"), asks("größe")).damagedPassphrase()).isFalse();
    for (String wrong : new String[] {"grāåe", "gr\uFFFD\uFFFD\uFFFD\uFFFDe", "grosse"}) {
      refuses(
          () -> KeyFiles.readPrivate(file(".key"), asks(wrong)),
          "heart-2026.key: wrong passphrase, or the file was altered");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "heart-2026, heart-2027",
    "2026-11-24T10:00:00Z, 2027-11-24T10:00:00Z",
    "'\"iterations\" : 3', '\"iterations\" : 2'",
    "'\"memory-kib\" : 65536', '\"memory-kib\" : 32768'",
  })
  void noticesEveryChangeOfTheHeader(String from, String to) throws IOException {
    refusesAltered(from, to, "heart-2026.key: wrong passphrase, or the file was altered");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bits\" : 3072', '\"bits\" : 3071', key.bits: not an integer from 3072 to 3072",
    "'\"insecure\" : true', '\"insecure\" : false',"
        + " key.insecure: not set on a key that protects nothing",
    "'\"memory-kib\" : 65536', '\"memory-kib\" : 2000000000',"
        + " key.lock.memory-kib: not an integer from 8192 to 262144",
    "'\"iterations\" : 3', '\"iterations\" : 1000000',"
        + " key.lock.iterations: not an integer from 1 to 10",
    "'\"fingerprint\" : \"5', '\"fingerprint\" : \"6', key.fingerprint: not that of n",
    "'\"study\" :', '\"Study\" :', key.study: missing",
    "'\"study\" :', '\"bits\" : 3072, \"study\" :',"
        + " key: not one JSON object with each member once",
    "'\"study\" :', '\"extra\" : 1, \"study\" :', key: unknown member",
    "blindsum-private-key/1, blindsum-private-key/2, key.format: not blindsum-private-key/1",
  })
  void refusesAFileThatContradictsItself(String from, String to, String message)
      throws IOException {
    refusesAltered(from, to, "heart-2026.key: " + message);
  }

  @Test
  void writesInClearOnlyWithAWarningInside() throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    assertThat(Files.readString(file(".key"))).contains("NOT ENCRYPTED");
    StoredPrivateKey read = KeyFiles.readPrivate(file(".key"), KeyFilesTest::neverAsked);
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.encrypted()).isFalse();
  }

  @Test
  void refusesPrimesOfAnotherKey() throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    KeyFiles.writePair(
        folder, "other", Vectors.privateKey("phe-3072-nonblum"), null, CREATED, null);
    String marker = "\"clear-primes\"";
    String text = Files.readString(file(".key"));
    String other = Files.readString(folder.resolve("other.key"));
    String mixed = text.substring(0, text.indexOf(marker)) + other.substring(other.indexOf(marker));
    refuses(
        () -> KeyFiles.parsePrivate("mixed", mixed, KeyFilesTest::neverAsked),
        "mixed: primes: their product is not n");
  }

  @Test
  void overwritesNothing() throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    byte[] before = Files.readAllBytes(file(".key"));
    refuses(
        () -> KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null),
        "heart-2026.key: exists; keys are never overwritten");
    refuses(
        () -> KeyFiles.exportPrivate(file(".key"), key, KeyFormat.SEED),
        "heart-2026.key: exists; keys are never overwritten");
    assertThat(Files.readAllBytes(file(".key"))).isEqualTo(before);
    Files.delete(file(".key"));
    refuses(
        () -> KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null),
        "heart-2026.pub: exists; keys are never overwritten");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
  @Requirement(id = "R22", figure = "key files open to others: 0 read")
  void refusesAPrivateKeyThatOthersHaveAccessTo(String mode) throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    Files.setPosixFilePermissions(file(".key"), PosixFilePermissions.fromString(mode));
    refuses(
        () -> KeyFiles.readPrivate(file(".key"), KeyFilesTest::neverAsked),
        "heart-2026.key: a private key that others have access to");
  }

  @Test
  @Requirement(id = "R22", figure = "symbolic links, folders: 0 read")
  void refusesWhatIsNotAPlainFile() throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    Path link = Files.createSymbolicLink(folder.resolve("link.key"), file(".key"));
    refuses(
        () -> KeyFiles.readPrivate(link, KeyFilesTest::neverAsked), "link.key: a symbolic link");
    refuses(() -> KeyFiles.readPrivate(folder, KeyFilesTest::neverAsked), "keys: not a file");
    refuses(() -> KeyFiles.readPublic(folder.resolve("none"), gate), "none: no such file");
    Path large = Files.write(folder.resolve("large"), new byte[CheckedFiles.MAX_BYTES + 1]);
    refuses(
        () -> KeyFiles.readPublic(large, gate), "large: too large for a key: over 1048576 bytes");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    refuses(() -> KeyFiles.readPublic(binary, gate), "binary: not a key: not UTF-8");
  }

  @Test
  void exportsToOtherPrograms() throws IOException {
    Path seed = Files.createTempDirectory(folder.getParent(), "seed").resolve("private_key.b64");
    KeyFiles.exportPrivate(seed, key, KeyFormat.SEED);
    assertThat(mode(seed)).isEqualTo("rw-------");
    assertThat(KeyFiles.readPrivate(seed, KeyFilesTest::neverAsked))
        .isEqualTo(new StoredPrivateKey(key, KeyFormat.SEED, null, null, false));
    Path jwk = seed.resolveSibling("public.jwk");
    KeyFiles.exportPublic(jwk, key.publicKey(), KeyFormat.JWK);
    assertThat(KeyFiles.readPublic(jwk, gate))
        .isEqualTo(new StoredPublicKey(key.publicKey(), KeyFormat.JWK, null, null, null, null));
  }

  @Test
  void refusesEmptyPassphrasesAndNamesThatAreNoFileNames() {
    refuses(
        () -> KeyFiles.writePair(folder, "heart-2026", key, new char[0], CREATED, null),
        "heart-2026.key: an empty passphrase");
    for (String study : new String[] {"", "../x", ".x", "a b", "x".repeat(65), "ä"}) {
      refuses(
          () -> KeyFiles.writePair(folder, study, key, null, CREATED, null),
          "new key: study: " + Names.NO_NAME);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void putsPublicKeysToTheGate() {
    KeyFiles.writePair(folder, "heart-2026", key, null, CREATED, null);
    refuses(
        () -> KeyFiles.readPublic(file(".pub"), KeyGate.standard()),
        "heart-2026.pub: key.n: published key");
  }

  private void refusesAltered(String from, String to, String message) throws IOException {
    KeyFiles.writePair(folder, "heart-2026", key, PASSPHRASE.toCharArray(), CREATED, null);
    String text = Files.readString(file(".key"));
    assertThat(text).contains(from);
    Files.writeString(file(".key"), text.replace(from, to));
    refuses(() -> KeyFiles.readPrivate(file(".key"), asks(PASSPHRASE)), message);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(KeyFileException.class).hasMessage(message);
  }

  private Path file(String suffix) {
    return folder.resolve("heart-2026" + suffix);
  }

  private static Supplier<char[]> asks(String passphrase) {
    return passphrase::toCharArray;
  }

  private static char[] neverAsked() {
    throw new AssertionError("no passphrase is needed");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
