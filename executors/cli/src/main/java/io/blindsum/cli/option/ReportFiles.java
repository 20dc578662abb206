package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.Text;
import io.blindsum.release.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports, and says what stands in the way. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Makes the folder, and refuses one with a page that is no report. */
  public static void claim(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CommandException.usage(
          "--report " + folder + " is a file; a report is a folder", "--report report");
    }
    try {
      Page.claim(folder);
    } catch (IllegalStateException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()), "name another folder");
    } catch (IOException e) {
      throw Text.cannotWrite(folder, e);
    }
  }

  /** Returns the page that was written. */
  public static Path write(Page page, Path folder) {
    try {
      return page.write(folder);
    } catch (IOException e) {
      throw Text.cannotWrite(folder, e);
    }
  }
}
