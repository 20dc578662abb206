package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectStoreConfigTest {
  private static final Map<String, String> COMPOSE =
      Map.of(
          "AWS_S3_ENDPOINT", "localhost:9000",
          "AWS_S3_ACCESSKEY", "RrXN2vcLeHjB",
          "AWS_S3_SECRETKEY", "ivwLB0Luqomq",
          "AWS_S3_REGION_KEY", "",
          "AWS_S3_BUCKET", "colonies-prod",
          "AWS_S3_TLS", "false",
          "AWS_S3_SKIPVERIFY", "false");

  @Test
  void readsTheVariablesOfColoniesPrograms() {
    ObjectStoreConfig config = ObjectStoreConfig.fromEnvironment(COMPOSE).orElseThrow();
    assertThat(config.place("a/b"))
        .isEqualTo(
            new ColonyFile.S3Object("localhost", 9000, false, "us-east-1", "colonies-prod", "a/b"));
    assertThat(config.toString()).contains("RrXN2vcLeHjB").doesNotContain("ivwLB0Luqomq");
    assertThat(ObjectStoreConfig.fromEnvironment(Map.of("AWS_S3_BUCKET", "b"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_S3_ENDPOINT, https://s3.example.org, ''",
    "AWS_S3_ENDPOINT, http://localhost/path, AWS_S3_ENDPOINT is not host:port",
    "AWS_S3_ENDPOINT, localhost:99999, AWS_S3_ENDPOINT has no port from 1 to 65535",
    "AWS_S3_ENDPOINT, s3.example.org:9000, plain HTTP to s3.example.org can be read",
    "AWS_S3_BUCKET, ../frames, AWS_S3_BUCKET is no name of a bucket",
    "AWS_S3_BUCKET, '', AWS_S3_BUCKET is not set",
    "AWS_S3_ACCESSKEY, '', AWS_S3_ACCESSKEY is not set",
    "AWS_S3_SECRETKEY, ' ', AWS_S3_SECRETKEY is not set",
    "AWS_S3_TLS, perhaps, AWS_S3_TLS is neither true nor false",
    "AWS_S3_SKIPVERIFY, true, AWS_S3_SKIPVERIFY=true would trust anybody"
  })
  void namesTheVariableThatCannotBeUsed(String name, String value, String problem) {
    Map<String, String> environment = new HashMap<>(COMPOSE);
    environment.put(name, value);
    if (problem.isEmpty()) {
      ObjectStoreConfig config = ObjectStoreConfig.fromEnvironment(environment).orElseThrow();
      assertThat(config.port()).isEqualTo(443);
      assertThat(config.tls()).isTrue();
      return;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectStoreConfig.fromEnvironment(environment))
        .withMessageStartingWith(problem)
        .withMessageNotContaining("ivwLB0Luqomq");
  }
}
