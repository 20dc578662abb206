package io.blindsum.cli;

import io.blindsum.cli.report.Report;
import java.io.IOException;
import java.nio.file.Path;

/** Writes reports, and says what stands in the way. */
final class ReportFiles {
  private ReportFiles() {}

  /** Makes the folder, and refuses one with a page that is no report. */
  static void claim(Path folder) {
    try {
      Report.claim(folder);
    } catch (IllegalStateException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()), "name another folder");
    } catch (IOException e) {
      throw Text.cannotWrite(folder, e);
    }
  }

  /** Returns the page that was written. */
  static Path write(Report report, Path folder) {
    try {
      return report.write(folder);
    } catch (IOException e) {
      throw Text.cannotWrite(folder, e);
    }
  }
}
