package io.blindsum.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fenced blocks of the pages. In a block, a line that begins with {@code blindsum} or {@code
 * ./blindsum} is a command; what follows it is what it prints, where {@code ...} stands for
 * anything.
 */
final class DocsPages {
  private static final Pattern COMMAND = Pattern.compile("(?:\\./)?blindsum .*");
  private static final Pattern INLINE = Pattern.compile("`((?:\\./)?blindsum [^`]*)`");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  private DocsPages() {}

  /** A block of a page; the heading is the last one before it. */
  record Block(Path page, int line, String language, String heading, List<String> lines) {

    /** Returns the block's commands, each with what it prints. */
    List<Command> commands() {
      List<Command> commands = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String text = lines.get(i);
        if (!COMMAND.matcher(text).matches()) {
          continue;
        }
        String where = ROOT.relativize(page) + ":" + (line + i);
        while (text.endsWith("\\") && i + 1 < lines.size()) {
          i++;
          text = text.substring(0, text.length() - 1) + lines.get(i).strip();
        }
        List<String> printed = new ArrayList<>();
        while (i + 1 < lines.size() && !COMMAND.matcher(lines.get(i + 1)).matches()) {
          i++;
          printed.add(lines.get(i));
        }
        commands.add(new Command(where, words(text), printed));
      }
      return commands;
    }
  }

  /** A command of a page: its words without the program's name, and the lines shown below it. */
  record Command(String where, List<String> words, List<String> printed) {}

  private static final Path ROOT = Cli.ROOT;

  /** Returns the pages: those of the root, and of the folders that are for users. */
  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "executors/deploy")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ *", "");
      }
      if (line.strip().startsWith("```")) {
        String language = line.strip().substring(3);
        int first = i + 1;
        List<String> inside = new ArrayList<>();
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          inside.add(lines.get(i).substring(indent(line, lines.get(i))));
        }
        blocks.add(new Block(page, first + 1, language, heading, inside));
      }
    }
    return blocks;
  }

  /** A block in a list is indented as its fence is. */
  private static int indent(String fence, String line) {
    return Math.min(
        fence.length() - fence.stripLeading().length(),
        line.length() - line.stripLeading().length());
  }

  /** Returns the commands in running text, which may leave out what they need. */
  static List<Command> inline(Path page) throws IOException {
    // a span may go over the end of a line, and a block's contents are not text
    String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
    List<Command> commands = new ArrayList<>();
    Matcher matcher = INLINE.matcher(text);
    while (matcher.find()) {
      String where = ROOT.relativize(page) + ": `" + matcher.group(1) + "`";
      commands.add(new Command(where, words(matcher.group(1)), List.of()));
    }
    return commands;
  }

  /** Splits a line as a shell does, as far as these pages need it. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      if (word.startsWith("#") || List.of("|", "&", ">", "2>", "&&").contains(word)) {
        break;
      }
      words.add(word.replaceAll("['\"]", ""));
    }
    words.remove(0);
    while (!words.isEmpty() && words.get(0).matches("-[DX].*")) {
      words.remove(0);
    }
    return words;
  }
}
