package io.blindsum.colony;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** A certificate made for one test, with its key; good ones and those no client may take. */
final class TestCertificate {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final AlgorithmIdentifier MD5 =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.md5WithRSAEncryption, DERNull.INSTANCE);

  private final KeyPair keys;
  private final X500Name name;
  private final List<Certificate> chain;

  private TestCertificate(KeyPair keys, X500Name name, List<Certificate> chain) {
    this.keys = keys;
    this.name = name;
    this.chain = chain;
  }

  /** Starts an authority that vouches for itself. */
  static Builder authority(String commonName) {
    Builder builder = new Builder(commonName);
    builder.isAuthority = true;
    return builder;
  }

  /** Starts a server's certificate for a host. */
  static Builder server(String host) {
    Builder builder = new Builder(host);
    builder.alternativeName = host;
    return builder;
  }

  /** Writes the certificate as PEM. */
  Path writePem(Path file) throws IOException, GeneralSecurityException {
    String body = Base64.getMimeEncoder().encodeToString(chain.get(0).getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  /** Returns what makes a server show this certificate and those of its issuers. */
  SSLSocketFactory serverSockets() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", keys.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context.getSocketFactory();
  }

  /** Collects what a certificate says. */
  static final class Builder {
    private final X500Name name;
    private @Nullable TestCertificate issuer;
    private @Nullable String alternativeName;
    private Instant notBefore = Instant.now().minus(Duration.ofDays(1));
    private Instant notAfter = Instant.now().plus(Duration.ofDays(1));
    private boolean isAuthority;
    private boolean isForClients;
    private boolean isWeak;

    private Builder(String commonName) {
      this.name = new X500Name("CN=" + commonName);
    }

    Builder issuedBy(TestCertificate value) {
      issuer = value;
      return this;
    }

    Builder withoutAlternativeName() {
      alternativeName = null;
      return this;
    }

    Builder valid(Duration from, Duration to) {
      notBefore = Instant.now().plus(from);
      notAfter = Instant.now().plus(to);
      return this;
    }

    Builder forClientsOnly() {
      isForClients = true;
      return this;
    }

    /** Has it signed by the issuer's RSA key over MD5, or makes an issuer that signs so. */
    Builder weak() {
      isWeak = true;
      return this;
    }

    TestCertificate build() throws IOException, GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(isWeak ? "RSA" : "EC");
      generator.initialize(isWeak ? 2048 : 256);
      KeyPair keys = generator.generateKeyPair();
      TestCertificate signer = issuer == null ? new TestCertificate(keys, name, List.of()) : issuer;
      List<Certificate> chain = new ArrayList<>();
      chain.add(sign(tbs(keys, signer), signer));
      chain.addAll(signer.chain);
      return new TestCertificate(keys, name, chain);
    }

    private TBSCertificate tbs(KeyPair keys, TestCertificate signer) throws IOException {
      V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
      tbs.setSerialNumber(new ASN1Integer(BigInteger.valueOf(System.nanoTime())));
      tbs.setSignature(isWeak ? MD5 : ECDSA);
      tbs.setIssuer(signer.name);
      tbs.setSubject(name);
      tbs.setStartDate(new Time(Date.from(notBefore)));
      tbs.setEndDate(new Time(Date.from(notAfter)));
      tbs.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (alternativeName != null) {
        extensions.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, alternativeName)));
      }
      if (isForClients) {
        extensions.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      }
      tbs.setExtensions(extensions.generate());
      return tbs.generateTBSCertificate();
    }

    private Certificate sign(TBSCertificate tbs, TestCertificate signer)
        throws IOException, GeneralSecurityException {
      Signature signature = Signature.getInstance(isWeak ? "MD5withRSA" : "SHA256withECDSA");
      signature.initSign(signer.keys.getPrivate());
      signature.update(tbs.getEncoded(ASN1Encoding.DER));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(tbs);
      parts.add(isWeak ? MD5 : ECDSA);
      parts.add(new DERBitString(signature.sign()));
      byte[] encoded = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(encoded));
    }
  }
}
