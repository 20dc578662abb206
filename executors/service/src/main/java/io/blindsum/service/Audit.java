package io.blindsum.service;

import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Collects what the audit log says about one job, and writes it before anything leaves.
 *
 * <p>Texts of strangers are cut and made printable; values of parameters never come here.
 */
public final class Audit {
  private static final int LONGEST_TEXT = 80;

  private final AuditLog log;
  private final StrangerLines strangers;
  private final String event;
  private final Map<String, String> details = new LinkedHashMap<>();
  private boolean known;

  private Audit(AuditLog log, StrangerLines strangers, String event) {
    this.log = log;
    this.strangers = strangers;
    this.event = event;
  }

  /** Starts on a job, with who asked and for what. */
  static Audit of(AuditLog log, StrangerLines strangers, ProcessContext context) {
    Process process = context.process();
    Audit audit = new Audit(log, strangers, process.spec().functionName());
    audit.note("process", process.processId());
    audit.note("initiator", process.initiatorName());
    audit.note("initiator_id", process.initiatorId());
    return audit;
  }

  /** Returns a stranger's text as one line of printable ASCII, cut after so many characters. */
  public static String printable(String text, int maxChars) {
    String cut = text.length() <= maxChars ? text : text.substring(0, maxChars) + "...";
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** Notes the start of a text. */
  public Audit note(String name, String text) {
    return note(name, text, LONGEST_TEXT);
  }

  /** Notes a text, cut after so many characters. */
  public Audit note(String name, String text, int maxChars) {
    details.put(name, printable(text, maxChars));
    return this;
  }

  /** Notes a number. */
  public Audit note(String name, long number) {
    return note(name, String.valueOf(number));
  }

  /** Marks the job as one of somebody who may ask, under an approved key. */
  public void known() {
    known = true;
  }

  /** Writes that what was asked for leaves. */
  public void released() throws IOException, InterruptedException {
    write("released");
  }

  /** Writes that what was kept is removed. */
  public void removed() throws IOException, InterruptedException {
    write("removed");
  }

  /** Writes that nothing leaves, as the policy wants it. */
  public void refused(String reason) throws IOException, InterruptedException {
    note("reason", reason);
    write("refused");
  }

  /** Writes that the job failed. */
  public void failed(String reason) throws IOException, InterruptedException {
    note("reason", reason);
    write("failed");
  }

  private void write(String decision) throws IOException, InterruptedException {
    if (!known) {
      OptionalLong unwritten = strangers.admit();
      if (unwritten.isEmpty()) {
        return;
      }
      note("unwritten_before", unwritten.getAsLong());
    }
    log.append(new AuditEntry(event, decision, details));
  }
}
