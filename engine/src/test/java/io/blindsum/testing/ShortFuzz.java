package io.blindsum.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Gives each fuzz target of a module a short run in every build: the inputs of its corpus, and
 * random mutations of them made without knowledge of the code. A module has one subclass.
 *
 * <p>Targets are the methods with {@link FuzzTest} of the classes named {@code ...Fuzz}, which the
 * build does not take for tests; the corpus of one is the folder {@code CLASSInputs/METHOD} beside
 * its class. For hours of what Jazzer does better, see CONTRIBUTING.md.
 */
public abstract class ShortFuzz {
  private static final int MUTATIONS = Integer.getInteger("blindsum.fuzz.inputs", 1_000);
  private static final String SUFFIX = "Fuzz.class";

  @TestFactory
  @Requirement(
      id = "R31",
      figure = "every fuzz target: its corpus and 1,000 mutations of it, 0 unexpected failures")
  Stream<DynamicTest> targetsTakeTheirCorpusAndMutationsOfIt() throws Exception {
    Path classes = path(Objects.requireNonNull(getClass().getResource("/")));
    List<DynamicTest> runs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(name -> name.toString().endsWith(SUFFIX)).sorted().toList()) {
        if (!file.endsWith("Short" + SUFFIX)) {
          targets(Class.forName(className(classes.relativize(file)))).forEach(runs::add);
        }
      }
    }
    assertThat(runs).isNotEmpty();
    return runs.stream();
  }

  private static String className(Path file) {
    return file.toString().replace(".class", "").replace('/', '.').replace('\\', '.');
  }

  private static Stream<DynamicTest> targets(Class<?> fuzz) throws ReflectiveOperationException {
    Object instance = fuzz.getDeclaredConstructor().newInstance();
    return Arrays.stream(fuzz.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(FuzzTest.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            target -> {
              String name = fuzz.getSimpleName() + "." + target.getName();
              return DynamicTest.dynamicTest(name, () -> run(name, instance, target));
            });
  }

  private static void run(String name, Object instance, Method target)
      throws IOException, URISyntaxException {
    List<byte[]> corpus = corpus(target);
    for (byte[] input : corpus) {
      check(instance, target, input);
    }
    Mutator mutator = new Mutator(corpus, Seeds.random(name));
    for (int i = 0; i < MUTATIONS; i++) {
      check(instance, target, mutator.next());
    }
  }

  private static void check(Object instance, Method target, byte[] input) {
    assertThatCode(() -> invoke(instance, target, input.clone()))
        .as("input in base64: %s", Base64.getEncoder().encodeToString(input))
        .doesNotThrowAnyException();
  }

  private static void invoke(Object instance, Method target, byte[] input) throws Throwable {
    try {
      target.invoke(instance, (Object) input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static List<byte[]> corpus(Method target) throws IOException, URISyntaxException {
    Class<?> fuzz = target.getDeclaringClass();
    String folder = fuzz.getSimpleName() + "Inputs/" + target.getName();
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(path(Objects.requireNonNull(fuzz.getResource(folder), folder)))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    return inputs;
  }

  private static Path path(URL url) throws URISyntaxException {
    return Path.of(url.toURI());
  }
}
