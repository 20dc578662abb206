package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.proof.KeyForm;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovedKeysTest {
  private static final ModularArithmetic ARITHMETIC = Arithmetics.fastest();
  private static final ApprovalGrounds PROVEN = new ApprovalGrounds(false, KeyForm.UNKNOWN);
  private static final ApprovalGrounds TRUSTED = new ApprovalGrounds(true, KeyForm.UNKNOWN);
  private static final ApprovalGrounds VOUCHED = new ApprovalGrounds(true, KeyForm.BLUM);

  private final PaillierPrivateKey blum = Vectors.privateKey("blum-1024");
  private final PaillierPrivateKey notBlum = Vectors.privateKey("phe-1024-nonblum");
  private final List<PaillierPublicKey> searched = new ArrayList<>();

  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("approved");
  }

  private ApprovedKeys open() {
    return ApprovedKeys.open(
        folder(),
        KeyGate::forInsecureTestKeys,
        ARITHMETIC,
        (key, arithmetic, progress) -> {
          searched.add(key);
          return Optional.empty();
        });
  }

  private ApprovedKey approve(StoredPublicKey file, ApprovalGrounds grounds) {
    searched.clear();
    return open().approve(file, grounds, done -> {});
  }

  private static StoredPublicKey file(PaillierPublicKey key, @Nullable KeyCertificate certificate) {
    return new StoredPublicKey(key, KeyFormat.BLINDSUM, "s", null, certificate, null);
  }

  private static StoredPublicKey certified(PaillierPrivateKey key) {
    return file(key.publicKey(), KeyCertificate.make(key, ARITHMETIC));
  }

  @Test
  void keepsWhatTheCertificateShows() {
    assertThat(open().fingerprints()).isEmpty();
    assertThat(open().formOf(blum.publicKey())).isEqualTo(KeyForm.UNKNOWN);
    ApprovedKey approved = approve(certified(blum), PROVEN);
    assertThat(approved.form()).isEqualTo(KeyForm.BLUM);
    ApprovedKey read = open().find(blum.publicKey().fingerprint()).orElseThrow();
    assertThat(read.key()).isEqualTo(blum.publicKey());
    assertThat(read.form()).isEqualTo(KeyForm.BLUM);
    assertThat(read.approved()).isEqualTo(approved.approved());
    assertThat(open().fingerprints()).containsExactly(blum.publicKey().fingerprint());
    assertThat(open().find("../../etc/passwd")).isEmpty();
  }

  @Test
  void searchesForFactorsOnce() {
    approve(certified(blum), PROVEN);
    assertThat(searched).containsExactly(blum.publicKey());
    approve(certified(blum), PROVEN);
    assertThat(searched).isEmpty();
  }

  @Test
  void wantsACertificateOrAWordOfTrust() {
    StoredPublicKey bare = file(notBlum.publicKey(), null);
    refused(() -> approve(bare, PROVEN), "no certificate");
    assertThat(open().fingerprints()).isEmpty();
    assertThat(approve(bare, TRUSTED).form()).isEqualTo(KeyForm.UNKNOWN);
    KeyCertificate foreign = KeyCertificate.make(blum, ARITHMETIC);
    refused(() -> approve(file(notBlum.publicKey(), foreign), TRUSTED), "certificate: ");
  }

  @Test
  void takesTheSitesWordForBlumFormWhereTheNumberAllowsIt() {
    assertThat(approve(file(blum.publicKey(), null), TRUSTED).form()).isEqualTo(KeyForm.UNKNOWN);
    assertThat(approve(file(blum.publicKey(), null), VOUCHED).form()).isEqualTo(KeyForm.BLUM);
    assertThat(open().formOf(blum.publicKey())).isEqualTo(KeyForm.BLUM);
    refused(() -> approve(file(notBlum.publicKey(), null), VOUCHED), "3 modulo 4");
  }

  @Test
  void refusesPublishedAndSharedAndWeakKeys() {
    ApprovedKeys strict = ApprovedKeys.open(folder(), KeyGate::standard, ARITHMETIC);
    PaillierPrivateKey published = Vectors.privateKey("blum-2048");
    refused(() -> strict.approve(certified(published), PROVEN, done -> {}), "published");
    approve(certified(blum), PROVEN);
    BigInteger shared = blum.p().multiply(notBlum.q());
    refused(() -> approve(file(PaillierPublicKey.of(shared), null), TRUSTED), "shared prime");
    BigInteger weak = notBlum.p().multiply(new BigInteger("1099511627791"));
    ApprovedKeys searching = ApprovedKeys.open(folder(), KeyGate::forInsecureTestKeys, ARITHMETIC);
    refused(
        () -> searching.approve(file(PaillierPublicKey.of(weak), null), TRUSTED, done -> {}),
        "small factor");
    assertThat(open().fingerprints()).hasSize(1);
  }

  @Test
  void checksAgainWhenItReads() throws IOException {
    approve(certified(blum), PROVEN);
    Path file = folder().resolve(blum.publicKey().fingerprint() + ".json");
    String good = Files.readString(file);
    String otherModulus =
        good.replace(
            blum.publicKey().modulus().toString(), notBlum.publicKey().modulus().toString());
    String evenModulus = good.replaceFirst("(\"n\" : \"[0-9]+)[0-9]\"", "$12\"");
    String root = good.replaceFirst("\"square-roots\" : \"....", "\"square-roots\" : \"AAAA");
    for (String altered : List.of(otherModulus, evenModulus, root, "{}", good + "x", "")) {
      assertThat(altered).isNotEqualTo(good);
      Files.writeString(file, altered);
      refused(
          () -> open().formOf(blum.publicKey()), blum.publicKey().fingerprint().substring(0, 8));
    }
    Files.writeString(file, good);
    assertThat(ApprovedKeys.open(folder(), KeyGate::forInsecureTestKeys, ARITHMETIC).fingerprints())
        .hasSize(1);
    ApprovedKeys strict = ApprovedKeys.open(folder(), KeyGate::standard, ARITHMETIC);
    refused(() -> strict.find(blum.publicKey().fingerprint()), "too small");
  }

  @Test
  void refusesAFolderThatOthersMayWriteTo() throws IOException {
    approve(certified(blum), PROVEN);
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
    refused(this::open, "others may write");
  }

  private static void refused(Runnable action, String part) {
    assertThatThrownBy(action::run)
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining(part)
        .message()
        .hasLineCount(1)
        .doesNotContainPattern("[0-9]{9}");
  }
}
