package io.blindsum.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"blindsum " + text()};
  }

  static String text() {
    String version = BlindSum.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
