package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.encoding.PrintableText;
import io.blindsum.service.AuditException;
import io.blindsum.service.AuditLine;
import io.blindsum.service.AuditLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at the audit log of a hospital, a holder or a release executor. */
@Command(
    name = "audit",
    description = {
      "Look at the log of who asked what, and what was decided: a hospital's, a holder's or a release"
          + " executor's."
    },
    synopsisSubcommandLabel = "(show | verify)")
public final class AuditCommand {

  @Command(name = "show", description = "Print the log, line by line; stops where it was altered.")
  int show(
      @Parameters(paramLabel = "STATE", description = "The state folder.") Path state,
      @Mixin CommonOptions common)
      throws InterruptedException {
    verify(state, line -> System.out.println(common.json ? line.toText() : text(line.members())));
    return ExitCode.OK;
  }

  @Command(
      name = "verify",
      description = {
        "Find a line that was edited, removed or moved.",
        "Prints the head, number and hash of the last line. Keep it in another place, and give it"
            + " to --head later: then nobody at this machine can write a new history either.",
      })
  int verify(
      @Parameters(paramLabel = "STATE", description = "The state folder.") Path state,
      @Option(
              names = "--head",
              paramLabel = "LINE:HASH",
              description = "A head that was printed before; the log has to contain it.")
          @Nullable String kept,
      @Mixin CommonOptions common)
      throws InterruptedException {
    boolean[] found = {kept == null};
    AuditLog.Head head =
        verify(state, line -> found[0] |= (line.number() + ":" + line.hash()).equals(kept));
    if (!found[0]) {
      throw altered("the log does not contain the head that was kept: it was written anew");
    }
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("whole", true);
      json.put("lines", head.line());
      json.put("head", head.line() + ":" + head.hash());
      System.out.println(Json.line(json));
    }
    common.say("whole: " + Text.count(head.line(), "line"));
    common.say("head " + head.line() + ":" + head.hash());
    return ExitCode.OK;
  }

  private static AuditLog.Head verify(Path state, Consumer<AuditLine> lines)
      throws InterruptedException {
    try {
      return AuditLog.open(state).verify(lines);
    } catch (AuditException e) {
      throw altered(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw CommandException.usage(
          state + " has no audit log", "name the folder that state: in its file names");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.DATA, "cannot read the audit log", "run it as the executor's user");
    }
  }

  private static CommandException altered(String message) {
    return new CommandException(
        ExitCode.DATA, message, "compare with a copy of the log, and find out who could write it");
  }

  private static String text(Map<String, String> members) {
    StringJoiner text = new StringJoiner("  ");
    members.forEach(
        (name, value) -> {
          boolean plain = name.equals("line") || name.equals("time") || name.equals("event");
          boolean long64 = value.length() == 64;
          text.add((plain ? "" : name + "=") + (long64 ? Text.shortKey(value) : value));
        });
    return PrintableText.of(text.toString(), text.length());
  }
}
