package io.blindsum.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blindsum.keys.AppendedFile;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.MessageJson;
import io.blindsum.messages.RunNonce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run has submitted and what came of it, one JSON object a line, each on the disk before the
 * run goes on. A line that a crash cut off at the end is left out.
 *
 * <p>It keeps what is good: the answers of sites and the partial results themselves, whatever the
 * server forgets. A step that failed is not kept; it is tried again by whoever goes on.
 *
 * <p>What was submitted just before a crash and is not in the journal is submitted again; the
 * result counts only the processes that it names, so nothing is counted twice.
 */
public final class RunJournal implements AutoCloseable {
  private static final String TEXT = "text";

  private final List<Entry> entries = new ArrayList<>();
  private final @Nullable AppendedFile file;
  private long end;
  private final String run;

  /** What can have happened. */
  enum Event {
    /** The first line; {@code name} tells the run. */
    RUN,
    /** A site is about to be asked for a plan, as this attempt. */
    ASK,
    /** A site was asked for a plan. */
    PLAN,
    /** A site answered; {@code text} is the plan or the refusal that it signed. */
    ANSWER,
    /** A site was left out without an answer; {@code text} says why. */
    MISSING,
    /** The batches of a unit were asked for; {@code process} is that of the reduction. */
    BATCH,
    /** A unit is done; {@code text} is its partial result, in journals of before it is empty. */
    DONE,
    /** Parts of a sum that is too large to be combined at once were asked to be added. */
    ADD,
    /** They were added; {@code text} is the subtotal. */
    ADDED,
    /** The cloud takes a partial result or a subtotal not: it is to be added again. */
    REFUSED,
    /** The result was asked for. */
    COMBINE,
    /** The result is there; {@code text} is the result, which holders open once and no other. */
    RESULT,
    /** A release executor was asked to have it opened. */
    OPEN
  }

  /**
   * One line.
   *
   * @param run the run's nonce, in every line
   * @param event what happened
   * @param name the site, the unit, or the whole run
   * @param attempt how often it was tried before
   * @param process the process's id; empty for a run
   * @param graph the graph's id; empty for a process alone
   * @param text what is kept; may be empty
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Entry(
      String run,
      Event event,
      String name,
      int attempt,
      String process,
      String graph,
      String text) {}

  private RunJournal(@Nullable AppendedFile file, String run) {
    this.file = file;
    this.run = run;
  }

  /** Returns the journal of a new run that is forgotten with the program. */
  public static RunJournal inMemory() {
    return inMemory(RunNonce.draw());
  }

  /** Returns a journal that is forgotten with the program, of a run whose nonce was drawn. */
  public static RunJournal inMemory(String run) {
    return new RunJournal(null, run);
  }

  /** Returns the run's nonce. */
  public String run() {
    return run;
  }

  /**
   * Starts a journal.
   *
   * @throws StudyException if the file is there already or cannot be written
   */
  public static RunJournal create(Path file) {
    try {
      return open(file, AppendedFile.create(file), List.of());
    } catch (IOException e) {
      throw unwritable(file);
    }
  }

  /**
   * Goes on with a journal.
   *
   * @throws StudyException if there is none, it cannot be read, or another run writes it
   */
  public static RunJournal resume(Path file) {
    List<Entry> entries = new ArrayList<>();
    long whole = read(file, entries);
    try {
      RunJournal journal = open(file, AppendedFile.open(file), entries);
      journal.end = whole;
      return journal;
    } catch (IOException e) {
      throw unwritable(file);
    }
  }

  /** Reads what a journal has by now, also while a run writes it. */
  static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    read(file, entries);
    return entries;
  }

  /** Reads the whole lines of a journal and returns how many bytes they have. */
  private static long read(Path file, List<Entry> entries) {
    try {
      String text = Files.readString(file);
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        entries.add(read(file, text.substring(start, end)));
        start = end + 1;
      }
      if (entries.stream().map(Entry::run).distinct().count() > 1) {
        throw fault(file, "is of several runs");
      }
      return text.substring(0, start).getBytes(StandardCharsets.UTF_8).length;
    } catch (IOException e) {
      throw fault(file, "cannot be read: run without --resume");
    }
  }

  private static RunJournal open(Path file, AppendedFile lines, List<Entry> known)
      throws IOException {
    if (!lines.tryLock()) {
      lines.close();
      throw fault(file, "is in use by a run: interrupt it first");
    }
    RunJournal journal =
        new RunJournal(lines, known.isEmpty() ? RunNonce.draw() : known.get(0).run());
    journal.entries.addAll(known);
    return journal;
  }

  private static StudyException unwritable(Path file) {
    return fault(
        file,
        Files.exists(file) ? "is there already: --resume, or remove it" : "cannot be written");
  }

  private static Entry read(Path file, String line) {
    try {
      ObjectNode object = MessageJson.object("journal", line);
      if (object.has("event") && !object.has("run")) {
        throw fault(file, "is of an earlier release: end that run with it, or remove it");
      }
      if (!object.has(TEXT)) {
        // of a release that kept ids alone
        object.put(TEXT, "");
      }
      return MessageJson.read("journal", object, Entry.class);
    } catch (MessageException e) {
      throw fault(file, "is no journal of a run");
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Writes down what was submitted, and returns the line. */
  Entry submitted(Event event, String name, int attempt, String process, String graph) {
    return add(new Entry(run, event, name, attempt, process, graph, ""));
  }

  /** Writes down what came of it. */
  void keep(Event event, String name, int attempt, String process, String text) {
    add(new Entry(run, event, name, attempt, process, "", text));
  }

  private Entry add(Entry entry) {
    entries.add(entry);
    if (file == null) {
      return entry;
    }
    String line = MessageJson.write(MessageJson.tree(entry)) + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      file.append(end, List.of(ByteBuffer.wrap(bytes)));
      end += bytes.length;
      return entry;
    } catch (IOException e) {
      throw new StudyException(StudyException.Reason.JOURNAL, "the journal cannot be written");
    }
  }

  private static StudyException fault(Path file, String what) {
    return new StudyException(
        StudyException.Reason.JOURNAL, "journal " + file.getFileName() + " " + what);
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // every line was forced to the disk
    }
  }
}
