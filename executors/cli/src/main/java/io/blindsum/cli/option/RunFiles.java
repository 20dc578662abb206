package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.question.text.QuestionFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the files of a run lie. */
public final class RunFiles {
  private static final String JOURNAL = ".journal";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the encrypted totals go; STUDY.bsr unless given.")
  private @Nullable Path output;

  public Path totals(String study) {
    return output != null ? output : Path.of(study + ".bsr");
  }

  public static Path journalOf(Path totals) {
    return totals.resolveSibling(totals.getFileName() + JOURNAL);
  }

  /**
   * Finds the journal of a run that has not ended.
   *
   * @param file the question, or the journal itself
   */
  public Path journal(Path file) {
    boolean named = file.toString().endsWith(JOURNAL);
    Path journal = named ? file : journalOf(totals(QuestionFile.read(file).study()));
    if (!Files.exists(journal)) {
      throw CommandException.usage(
          "no run is under way: there is no " + journal,
          "name the journal, or with -o the output of the run");
    }
    return journal;
  }
}
