package io.blindsum.cli.console;

import io.blindsum.arith.ModularArithmetic;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"blindsum " + text()};
  }

  /** Returns the program and backend, as frames name who made them. */
  public static String creator(ModularArithmetic arithmetic) {
    return "blindsum " + text() + ", " + arithmetic.name();
  }

  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
