package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signs the requests that Amazon's documentation of S3 signs, with its example keys. */
class AwsSignatureTest {
  private static final AwsSignature EXAMPLE =
      new AwsSignature(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
  private static final String HOST = "examplebucket.s3.amazonaws.com";
  private static final String TIME = AwsSignature.time(Instant.parse("2013-05-24T00:00:00Z"));
  private static final String SCOPE =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,";

  @Test
  void getsAPartOfAnObject() {
    Map<String, String> headers =
        Map.of(
            "Host",
            HOST,
            "Range",
            "bytes=0-9",
            "x-amz-content-sha256",
            AwsSignature.sha256(new byte[0]),
            "x-amz-date",
            TIME);
    assertThat(EXAMPLE.authorization("GET", "/test.txt", headers))
        .isEqualTo(
            SCOPE
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void putsAnObject() {
    byte[] content = "Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII);
    Map<String, String> headers =
        Map.of(
            "Date",
            "Fri, 24 May 2013 00:00:00 GMT",
            "Host",
            HOST,
            "x-amz-content-sha256",
            AwsSignature.sha256(content),
            "x-amz-date",
            TIME,
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY");
    assertThat(EXAMPLE.authorization("PUT", "/test%24file.text", headers))
        .isEqualTo(
            SCOPE
                + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void keepsItsSecretToItself() {
    assertThat(EXAMPLE.toString()).contains("AKIAIOSFODNN7EXAMPLE").doesNotContain("wJalr");
  }
}
