package io.blindsum.keys;

import java.nio.file.Path;

/** Where the settings of a user are. */
final class SettingsFolder {
  private SettingsFolder() {}

  /** Returns {@code blindsum} in {@code XDG_CONFIG_HOME}, or in {@code .config} of the home. */
  static Path path() {
    String settings = System.getenv("XDG_CONFIG_HOME");
    Path home =
        settings == null || settings.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(settings);
    return home.resolve("blindsum");
  }
}
