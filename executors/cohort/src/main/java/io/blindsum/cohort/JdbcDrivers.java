package io.blindsum.cohort;

import io.blindsum.text.DataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver of a database: those that come along, then those in the jars of a folder, the
 * one that {@code BLINDSUM_DRIVERS} names or {@code drivers} beside the program's own libraries. A
 * driver of the folder sees the JDK and the other jars there, and nothing of the program.
 */
final class JdbcDrivers {
  private static final String VARIABLE = "BLINDSUM_DRIVERS";

  private JdbcDrivers() {}

  /**
   * Finds the driver that takes a URL.
   *
   * @param where the place in messages
   * @param environment the variables
   * @throws DataException if there is none, or the folder cannot be read
   */
  static Driver find(String url, String where, Map<String, String> environment) {
    Optional<Path> folder = folder(environment.get(VARIABLE));
    return found(url, where, folder)
        .orElseThrow(
            () ->
                new DataException(
                    "no driver for the database's URL",
                    where,
                    "check the URL, and put the driver's jar into "
                        + folder.map(Path::toString).orElse("the folder of " + VARIABLE)));
  }

  /**
   * Tells whether there is a driver that takes a URL.
   *
   * @param environment the variables
   * @throws DataException if the folder cannot be read
   */
  static boolean isThere(String url, Map<String, String> environment) {
    return found(url, url, folder(environment.get(VARIABLE))).isPresent();
  }

  private static Optional<Driver> found(String url, String where, Optional<Path> folder) {
    try {
      return Optional.of(DriverManager.getDriver(url));
    } catch (SQLException e) {
      // none that comes along
    }
    return folder.flatMap(jars -> inFolder(url, where, jars));
  }

  private static Optional<Path> folder(@Nullable String named) {
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    @Nullable CodeSource source = JdbcDrivers.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI()).resolveSibling("drivers"));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Driver> inFolder(String url, String where, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      // open for as long as the program runs: the drivers load more of themselves later
      URLClassLoader loader = loaderOf(folder);
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        if (driver.acceptsURL(url)) {
          return Optional.of(driver);
        }
      }
      return Optional.empty();
    } catch (IOException | SQLException | ServiceConfigurationError e) {
      throw new DataException(
          "a driver in " + folder + " cannot be loaded",
          where,
          "leave whole jars of drivers there");
    }
  }

  private static URLClassLoader loaderOf(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : files) {
        jars.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
