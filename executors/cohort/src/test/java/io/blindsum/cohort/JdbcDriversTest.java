package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.text.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that a site adds, as a jar in a folder. */
class JdbcDriversTest {
  @TempDir static Path folder;

  /** Makes a jar of a driver that nobody registered. */
  @BeforeAll
  static void makeJar() throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("foreign.jar"));
        JarOutputStream jar = new JarOutputStream(file);
        InputStream code =
            Objects.requireNonNull(
                JdbcDriversTest.class.getResourceAsStream("JdbcDriversTest$ForeignDriver.class"))) {
      jar.putNextEntry(new JarEntry("io/blindsum/cohort/JdbcDriversTest$ForeignDriver.class"));
      jar.write(code.readAllBytes());
      jar.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      jar.write(ForeignDriver.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void comeFromTheJarsOfTheFolder() {
    Driver driver = find("jdbc:foreign:x", folder);

    assertThat(driver.getClass().getName()).isEqualTo(ForeignDriver.class.getName());
    assertThat(driver.getClass().getClassLoader()).isInstanceOf(URLClassLoader.class);
    assertThat(driver.getMajorVersion()).isEqualTo(7);
  }

  @Test
  void thatComeAlongAreTakenFirst() {
    assertThat(find("jdbc:h2:mem:x", folder).getClass().getName()).isEqualTo("org.h2.Driver");
  }

  @Test
  void areAskedForWhereTheyBelong() {
    assertThatThrownBy(() -> find("jdbc:none://u:secret@host/db", folder))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e).hasMessage("no driver for the database's URL at data set heart");
              assertThat(e.fix()).endsWith("put the driver's jar into " + folder);
            });
  }

  @Test
  void thatAreBrokenAreNamedByTheirFolder() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    try (OutputStream file = Files.newOutputStream(broken.resolve("broken.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      jar.write("no.such.Driver".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> find("jdbc:foreign:x", broken))
        .isInstanceOf(DataException.class)
        .hasNoCause()
        .hasMessage("a driver in " + broken + " cannot be loaded at data set heart");
  }

  private static Driver find(String url, Path jars) {
    return JdbcDrivers.find(
        url, "data set heart", Map.of("BLINDSUM_DRIVERS", String.valueOf(jars)));
  }

  /** Takes one URL, and connects to nothing. */
  public static final class ForeignDriver implements Driver {
    @Override
    public @Nullable Connection connect(String url, Properties properties) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:foreign:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 7;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }
  }
}
