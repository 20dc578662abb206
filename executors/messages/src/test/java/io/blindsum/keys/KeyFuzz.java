package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.arith.Arithmetics;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** Keys of any text, in every format, with certificates and without. */
public class KeyFuzz {
  private static final String FINGERPRINT =
      "53ff683baf7e1e8a239a5bd653a1d5fa28445a129715f09efaa07e0d646ed75a";

  private static final String TOTALS =
      "a3cd627b8b49696a652555f07c28a591216b51b1f17a3ccfdf7ef7edbfa287e2";

  private final StoredShare share = shareOfTheCorpus();

  @FuzzTest
  @Requirement(id = "R31", figure = "public key files of any text: read or refused in one line")
  public void publicKeys(byte[] input) {
    KeyGate gate = KeyGate.forInsecureTestKeys();
    Refusals.parse(() -> KeyFiles.parsePublic("k.pub", text(input), gate), KeyFileException.class)
        .ifPresent(file -> assertThat(file.key().modulus().testBit(0)).isTrue());
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "private key files of any text: read or refused in one line")
  public void privateKeys(byte[] input) {
    Refusals.parse(
            () -> KeyFiles.parsePrivate("k.key", text(input), KeyFuzz::noPassphrase),
            KeyFileException.class)
        .ifPresent(file -> assertConsistent(file.key()));
  }

  /** The argument of a job: base64 of what is given here. */
  @FuzzTest
  @Requirement(id = "R31", figure = "keys of jobs, of any text: read or refused in one line")
  public void keysOfJobs(byte[] input) {
    String text = Base64.getEncoder().encodeToString(input);
    KeyGate gate = KeyGate.forInsecureTestKeys();
    Refusals.parse(
            () -> SeedKeyFormat.readPublic("paillier-pubkey", text, gate),
            InvalidKeyException.class)
        .ifPresent(key -> assertThat(SeedKeyFormat.write(key)).isNotEmpty());
    Refusals.parse(() -> SeedKeyFormat.readPrivate("key", text), InvalidKeyException.class)
        .ifPresent(KeyFuzz::assertConsistent);
  }

  @FuzzTest
  public void approvedKeys(byte[] input) {
    KeyGate gate = KeyGate.forInsecureTestKeys();
    Refusals.parse(
        () ->
            ApprovedKeyCodec.read(
                StrictJson.parse("key", text(input)), FINGERPRINT, gate, Arithmetics.fastest()),
        InvalidKeyException.class);
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "share files of any text: read or refused in one line")
  public void shares(byte[] input) {
    KeyGate gate = KeyGate.forInsecureTestKeys();
    Refusals.parse(() -> ShareFile.parse("s.share", text(input), gate), KeyFileException.class)
        .ifPresent(share -> assertThat(share.threshold().holder(share.index())).isNotEmpty());
  }

  /** Parts for the totals and the key of the corpus. */
  @FuzzTest
  @Requirement(id = "R31", figure = "partial decryptions of any text: read or refused in one line")
  public void partialDecryptions(byte[] input) {
    Refusals.parse(
            () ->
                PartialFile.parse(
                    "a.part", text(input), share.key(), share.threshold(), "s", TOTALS),
            KeyFileException.class)
        .ifPresent(
            part -> assertThat(part.holder()).isBetween(1, share.threshold().holders().size()));
  }

  private static StoredShare shareOfTheCorpus() {
    String file = "KeyFuzzInputs/shares/dealt.share";
    try (InputStream stream = Objects.requireNonNull(KeyFuzz.class.getResourceAsStream(file))) {
      return ShareFile.parse(file, text(stream.readAllBytes()), KeyGate.forInsecureTestKeys());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertConsistent(PaillierPrivateKey key) {
    assertThat(key.p().multiply(key.q())).isEqualTo(key.publicKey().modulus());
  }

  /** Asked last before half a second of Argon2, which no run has time for. */
  private static char[] noPassphrase() {
    throw new KeyFileException("no passphrase", "k.key", "give one");
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
