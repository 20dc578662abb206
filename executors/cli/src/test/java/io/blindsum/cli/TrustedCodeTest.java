package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds what docs/trust.md says to be true of the product: a row counts only if the product calls
 * the code that the row's test proves.
 */
class TrustedCodeTest {
  private static final Path ROOT = Path.of(System.getProperty("blindsum.root"));
  private static final String TESTS = "target/test-classes";
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|");

  /** The cores under what the product calls, of which known answers exist; and test set-ups. */
  private static final Set<String> FOR_TESTS =
      Set.of(
          "Arithmetics.pure",
          "Encryptor.encryptWith",
          "Evaluator.addPlain",
          "Evaluator.rerandomizeWith",
          "Identity.exportPrivateKeyHex",
          "LocalColonyOptions.withStateFile",
          "RowBuffer.set");

  private static final JavaClasses CLASSES = compiled();
  private static final Set<JavaCodeUnit> CALLED =
      CLASSES.stream()
          .filter(type -> !isTest(type))
          .flatMap(type -> type.getCodeUnits().stream())
          .flatMap(unit -> targets(unit).filter(target -> !target.equals(unit)))
          .collect(Collectors.toSet());

  @Test
  void theProductCallsWhatTheRowsProve() throws IOException {
    Map<String, Set<String>> uncalled = new TreeMap<>();
    List<MatchResult> rows =
        ROW.matcher(Files.readString(ROOT.resolve("docs/trust.md"))).results().toList();
    assertThat(rows).hasSizeGreaterThan(50);
    for (MatchResult row : rows) {
      Set<String> names = new TreeSet<>();
      for (JavaCodeUnit unit : provedBy(row.group(1), row.group(2))) {
        String name = unit.getOwner().getSimpleName() + "." + unit.getName();
        if (!isCalled(unit) && !FOR_TESTS.contains(name)) {
          names.add(name);
        }
      }
      if (!names.isEmpty()) {
        uncalled.put(row.group(1) + "." + row.group(2), names);
      }
    }
    assertThat(uncalled).as("rows of docs/trust.md whose code only tests call").isEmpty();
  }

  /** A method that no product code calls is told from one that it does. */
  @Test
  void tellsACalledMethodFromOneThatOnlyTestsCall() {
    Map<String, Boolean> found =
        CLASSES.get("io.blindsum.paillier.Encryptor").getMethods().stream()
            .collect(
                Collectors.toMap(JavaMember::getName, TrustedCodeTest::isCalled, (a, b) -> a || b));
    assertThat(found).containsEntry("encrypt", true).containsEntry("encryptWith", false);
  }

  /** Returns the methods of the product that a test calls, itself or through other test code. */
  private static Set<JavaMethod> provedBy(String testClass, String name) {
    List<JavaClass> types =
        CLASSES.stream()
            .filter(type -> isTest(type) && type.getSimpleName().equals(testClass))
            .toList();
    assertThat(types).as("test classes named " + testClass).hasSize(1);
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    types.get(0).getMethods().stream()
        .filter(unit -> unit.getName().equals(name))
        .forEach(open::add);
    assertThat(open).as(testClass + "." + name).isNotEmpty();
    Set<JavaCodeUnit> seen = new HashSet<>(open);
    Set<JavaMethod> proved = new HashSet<>();
    while (!open.isEmpty()) {
      targets(open.remove())
          .filter(seen::add)
          .forEach(
              target -> {
                if (isTest(target.getOwner())) {
                  open.add(target);
                } else if (target instanceof JavaMethod method) {
                  proved.add(method);
                }
              });
    }
    return proved;
  }

  /** Tells whether product code calls a method, under its own name or that of what it overrides. */
  private static boolean isCalled(JavaCodeUnit unit) {
    return CALLED.contains(unit)
        || isMadeByTheCompiler(unit)
        || Stream.concat(
                unit.getOwner().getAllRawSuperclasses().stream(),
                unit.getOwner().getAllRawInterfaces().stream())
            .anyMatch(above -> isCalledOf(above, unit));
  }

  private static boolean isCalledOf(JavaClass above, JavaCodeUnit unit) {
    Optional<JavaMethod> declared =
        above.tryGetMethod(unit.getName(), typeNames(unit.getRawParameterTypes()));
    return declared.isPresent() && (!isOurs(above) || CALLED.contains(declared.get()));
  }

  private static String[] typeNames(Collection<JavaClass> types) {
    return types.stream().map(JavaClass::getFullName).toArray(String[]::new);
  }

  /** The parts of a record are read by frameworks, and enums have their methods by nature. */
  private static boolean isMadeByTheCompiler(JavaCodeUnit unit) {
    return (unit.getOwner().isRecord() && unit.getParameters().isEmpty())
        || unit.getOwner().isEnum();
  }

  /** Returns the methods of our own that a piece of code calls or refers to. */
  private static Stream<JavaCodeUnit> targets(JavaCodeUnit unit) {
    Stream<CodeUnitAccessTarget> reached =
        Stream.concat(
            unit.getCallsFromSelf().stream().map(JavaCall::getTarget),
            unit.getCodeUnitReferencesFromSelf().stream().map(JavaCodeUnitReference::getTarget));
    return reached
        .<JavaCodeUnit>flatMap(target -> target.resolveMember().stream())
        .filter(target -> isOurs(target.getOwner()));
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("io.blindsum");
  }

  private static boolean isTest(JavaClass type) {
    return type.getSource().map(source -> source.getUri().getPath()).orElse("").contains(TESTS);
  }

  private static JavaClasses compiled() {
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      List<Path> folders =
          files.filter(path -> path.endsWith("target/classes") || path.endsWith(TESTS)).toList();
      return new ClassFileImporter().importPaths(folders);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
