package io.blindsum.colony;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;

/**
 * Runs the conformance suite against the S3 server that {@code BLINDSUM_TEST_S3} names as {@code
 * host:port}, with its keys and its bucket in the {@code AWS_S3_*} variables.
 */
class RealObjectStoreTest extends ObjectStoreConformance {
  @Override
  Map<String, String> startStore() {
    String endpoint = System.getenv("BLINDSUM_TEST_S3");
    boolean named = endpoint != null && !endpoint.isBlank();
    if (!named) {
      System.out.println("object store: not testing a real S3 server, none was named");
    }
    assumeTrue(named, "no real S3 server: set BLINDSUM_TEST_S3=host:port");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("AWS_S3_ENDPOINT", String.valueOf(endpoint));
    return environment;
  }

  @Override
  void stopStore() {
    // somebody else started it
  }
}
