package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs of modules can require ours: each jar has a name that is one, and its own packages. */
class ModuleNamesTest {
  private static final Pattern NAME = Pattern.compile("<module\\.name>(.*)</module\\.name>");

  @Test
  void eachJarHasANameAndPackagesOfItsOwn() throws IOException {
    Map<String, Path> byName = new TreeMap<>();
    Map<String, Path> byPackage = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Cli.ROOT, 3)) {
      for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
        Path sources = pom.resolveSibling("src/main/java");
        if (Files.isDirectory(sources)) {
          Matcher name = NAME.matcher(Files.readString(pom));
          assertThat(name.find()).as(pom.toString()).isTrue();
          // refuses what is no name, such as one with a word of the language in it
          ModuleDescriptor module = ModuleDescriptor.newAutomaticModule(name.group(1)).build();
          assertThat(byName.put(module.name(), pom)).as(module.name()).isNull();
          for (String found : packages(sources)) {
            assertThat(byPackage.put(found, pom)).as(found).isNull();
          }
        }
      }
    }
    assertThat(byName).containsKeys("io.blindsum.engine", "io.blindsum.natives");
    assertThat(byPackage).containsKey("io/blindsum/paillier");
    assertThat(Cli.ROOT.resolve("pom.xml"))
        .content()
        .contains("<Automatic-Module-Name>${module.name}</Automatic-Module-Name>");
  }

  private static Iterable<String> packages(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file.resolveSibling("")).toString())
          .distinct()
          .toList();
    }
  }
}
