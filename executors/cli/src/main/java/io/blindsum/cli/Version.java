package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"blindsum " + text()};
  }

  /** Returns the program and backend, as frames name who made them. */
  static String creator(ModularArithmetic arithmetic) {
    return "blindsum " + text() + ", " + arithmetic.name();
  }

  static String text() {
    String version = BlindSum.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
