package io.blindsum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the packages to the table of rooms in CONTRIBUTING.md, both ways: what it names is used,
 * and nothing else is. A module has a subclass, which sees the packages of its class path.
 */
public abstract class Rooms {
  private static final String ROOT = "io.blindsum.";
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z.]+)` \\| `([a-z/-]+)` \\| (.*) \\| (.*) \\|");
  private static final Pattern WORD = Pattern.compile("`([\\w.]+)`");
  private static final Pattern MODULE = Pattern.compile("\\| `([a-z/-]+)/?` \\| (.*) \\| .* \\|");

  /** What a room is in the table: its module, and what it uses. */
  private record Room(String module, Set<String> rooms, Set<String> libraries) {}

  private static final Map<String, Room> TABLE = table();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("jmh_generated"))
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("io.blindsum");

  static Stream<String> rooms() {
    return CLASSES.stream().map(Rooms::room).distinct().sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void usesWhatTheTableNames(String room) {
    assertThat(
            used(room, Rooms::isOurs)
                .map(Rooms::room)
                .filter(other -> !other.equals(room))
                .collect(Collectors.toSet()))
        .as("what %s uses; CONTRIBUTING.md has the table", room)
        .containsExactlyInAnyOrderElementsOf(row(room).rooms());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void usesTheLibrariesThatTheTableNames(String room) {
    Set<String> libraries = row(room).libraries();
    List<String> strangers =
        used(room, type -> !isOurs(type) && !isOfTheLanguage(type))
            .map(JavaClass::getPackageName)
            .filter(name -> libraries.stream().noneMatch(name::startsWith))
            .toList();
    assertThat(strangers).as("what %s uses beside %s", room, libraries).isEmpty();
  }

  @Test
  void standOnRoomsAboveThem() {
    List<String> order = new ArrayList<>(TABLE.keySet());
    TABLE.forEach(
        (name, room) ->
            assertThat(order.subList(0, order.indexOf(name)))
                .as("rooms above %s", name)
                .containsAll(room.rooms()));
  }

  @Test
  void areInTheModulesThatTheTableNames() {
    for (JavaClass type : CLASSES) {
      String place = type.getSource().orElseThrow().getUri().toString();
      String module = row(room(type)).module();
      String jar = "blindsum-" + module.substring(module.lastIndexOf('/') + 1) + "-";
      assertThat(place).matches(".*(/" + module + "/target/classes/|" + jar + "[0-9]).*");
    }
  }

  @Test
  void areDrawnInTheReadme() {
    Map<String, Set<String>> drawn = new LinkedHashMap<>();
    for (Matcher row : rows("README.md", MODULE)) {
      drawn.put(row.group(1), words(row.group(2)));
    }
    Map<String, Set<String>> held =
        TABLE.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    room -> room.getValue().module(),
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))));
    held.forEach((module, rooms) -> assertThat(drawn).containsEntry(module, rooms));
  }

  private static Stream<JavaClass> used(String room, Predicate<JavaClass> which) {
    return CLASSES.stream()
        .filter(type -> room(type).equals(room))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(type -> !type.isPrimitive() && which.test(type))
        .distinct();
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static boolean isOfTheLanguage(JavaClass type) {
    return Stream.of("java.", "org.jspecify.annotations").anyMatch(type.getName()::startsWith);
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  private static Room row(String room) {
    return Objects.requireNonNull(TABLE.get(room), () -> "CONTRIBUTING.md has no room " + room);
  }

  private static Map<String, Room> table() {
    Map<String, Room> table = new LinkedHashMap<>();
    for (Matcher row : rows("CONTRIBUTING.md", ROW)) {
      table.put(row.group(1), new Room(row.group(2), words(row.group(3)), words(row.group(4))));
    }
    return table;
  }

  private static List<Matcher> rows(String page, Pattern form) {
    try {
      return Files.readString(Path.of(System.getProperty("blindsum.root"), page))
          .lines()
          .map(form::matcher)
          .filter(Matcher::matches)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell)
        .results()
        .map(word -> word.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
