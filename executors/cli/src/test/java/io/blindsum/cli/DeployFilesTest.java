package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is deployed is the same tomorrow: each image has a version. */
class DeployFilesTest {
  private static final Path DEPLOY = Cli.ROOT.resolve("executors/deploy");
  private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*image:\\s+(\\S+)");

  @Test
  void eachImageHasAVersion() throws IOException {
    List<String> images = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher image = IMAGE.matcher(Files.readString(file));
        while (image.find()) {
          images.add(image.group(1));
        }
      }
    }
    assertThat(images)
        .hasSizeGreaterThan(3)
        .contains("blindsum:" + version().toLowerCase(Locale.ROOT))
        .allMatch(
            image -> image.matches("[a-z0-9./-]+:v?[0-9]+(\\.[0-9]+){2}[\\w.-]*(@sha256:.*)?"));
  }

  private static String version() throws IOException {
    String pom = Files.readString(Cli.ROOT.resolve("pom.xml"));
    return pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
  }
}
