package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Says what every object store does, a real one and that of ours; each subclass brings one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ObjectStoreConformance {
  private final String folder = "blindsum-test/" + UUID.randomUUID() + "/";
  private Map<String, String> environment = Map.of();
  private ObjectStore store;

  /** Returns the AWS_S3_* variables of a store with a bucket. */
  abstract Map<String, String> startStore() throws Exception;

  abstract void stopStore() throws Exception;

  @BeforeAll
  void start() throws Exception {
    environment = startStore();
    store = open(Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    if (store != null) {
      store.close();
    }
    stopStore();
  }

  private ObjectStore open(Map<String, String> others) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(others);
    return ObjectStore.connect(ObjectStoreConfig.fromEnvironment(variables).orElseThrow());
  }

  @Test
  void givesBackWhatItWasGiven() {
    byte[] content = new byte[1_500_000];
    new Random(1).nextBytes(content);
    String object = folder + "r1/0-0-abc";
    store.put(object, content, AwsSignature.sha256(content));
    assertThat(store.get(object, content.length)).isEqualTo(content);
    assertThat(store.get(object, 1000)).hasSize(1001);
    store.put(object, new byte[0], AwsSignature.sha256(new byte[0]));
    assertThat(store.get(object, 1000)).isEmpty();
    store.remove(object);
    store.remove(object);
    refuses(() -> store.get(object, 1000), "NoSuchKey, HTTP 404: somebody removed it");
  }

  @Test
  void takesNoOtherBytesThanWereSigned() {
    String object = folder + "altered";
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> store.put(object, new byte[] {1}, AwsSignature.sha256(new byte[] {2})));
    refuses(() -> store.get(object, 1000), "NoSuchKey");
  }

  @Test
  void letsNobodyInWithAnotherKey() {
    byte[] content = {1};
    String object = folder + "mine";
    store.put(object, content, AwsSignature.sha256(content));
    try (ObjectStore stranger = open(Map.of("AWS_S3_SECRETKEY", "another"))) {
      String reason = "SignatureDoesNotMatch, HTTP 403: see AWS_S3_SECRETKEY";
      refuses(() -> stranger.get(object, 10), reason);
      refuses(() -> stranger.put(object, content, AwsSignature.sha256(content)), reason);
      refuses(() -> stranger.remove(object), reason);
    }
    assertThat(store.get(object, 10)).isEqualTo(content);
    store.remove(object);
  }

  private void refuses(Runnable call, String reason) {
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(call::run)
        .withMessageStartingWith("object store " + environment.get("AWS_S3_ENDPOINT"))
        .withMessageContaining(reason)
        .withMessageNotContaining(String.valueOf(environment.get("AWS_S3_SECRETKEY")));
  }
}
