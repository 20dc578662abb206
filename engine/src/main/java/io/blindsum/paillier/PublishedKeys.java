package io.blindsum.paillier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The fingerprints of keys whose private halves are public: test keys and examples. */
final class PublishedKeys {
  private static final String RESOURCE = "published-keys.txt";
  private static final Set<String> FINGERPRINTS = read();

  private PublishedKeys() {}

  static boolean contains(PaillierPublicKey key) {
    return FINGERPRINTS.contains(key.fingerprint());
  }

  private static Set<String> read() {
    try (InputStream stream =
            Objects.requireNonNull(PublishedKeys.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
