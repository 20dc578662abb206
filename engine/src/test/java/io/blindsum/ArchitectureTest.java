package io.blindsum;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the edges between the engine's packages. */
class ArchitectureTest {
  private static final String ROOT = "io.blindsum.";

  /** What each package may use besides itself, the JDK and annotations. */
  private static final Map<String, Set<String>> EDGES =
      Map.ofEntries(
          Map.entry("arith", Set.of()),
          Map.entry("paillier", Set.of("arith")),
          Map.entry("paillier.proof", Set.of("arith", "paillier")),
          Map.entry("paillier.factoring", Set.of("arith", "paillier")),
          Map.entry("blinding", Set.of("arith", "paillier", "paillier.proof")),
          Map.entry("protection", Set.of("arith", "paillier")),
          Map.entry("reduce", Set.of("arith", "paillier")),
          Map.entry("frame", Set.of("arith", "paillier", "reduce")),
          Map.entry("stats", Set.of()),
          Map.entry("encoding", Set.of()),
          Map.entry("question", Set.of("encoding", "stats")),
          Map.entry("layout", Set.of("arith", "encoding", "question", "stats")),
          Map.entry("phe", Set.of("encoding")));

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.blindsum");

  static Stream<String> packages() {
    return new TreeSet<>(EDGES.keySet()).stream();
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found =
        ENGINE.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(EDGES.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyThoseBelowIt(String name) {
    classes()
        .that(liveIn(Set.of(name)))
        .should()
        .onlyDependOnClassesThat(
            liveIn(Set.of(name))
                .or(liveIn(EDGES.getOrDefault(name, Set.of())))
                .or(comeFromOutside(name)))
        .check(ENGINE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(ENGINE);
  }

  private static DescribedPredicate<JavaClass> liveIn(Set<String> names) {
    return DescribedPredicate.describe(
        "live in " + names,
        type -> type.getPackageName().startsWith(ROOT) && names.contains(room(type)));
  }

  /** The JDK and annotations for all; its ciphers, and mathematics, where they are needed. */
  private static DescribedPredicate<JavaClass> comeFromOutside(String name) {
    Stream<String> common = Stream.of("java.", "org.jspecify.annotations.");
    Stream<String> more =
        switch (name) {
          case "stats" -> Stream.of("org.apache.commons.math3.");
          case "protection", "blinding" -> Stream.of("javax.crypto.");
          default -> Stream.of();
        };
    Set<String> allowed = Stream.concat(common, more).collect(Collectors.toSet());
    return DescribedPredicate.describe(
        "come from " + allowed,
        type ->
            type.isPrimitive()
                || type.isArray()
                || allowed.stream().anyMatch(type.getName()::startsWith));
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }
}
