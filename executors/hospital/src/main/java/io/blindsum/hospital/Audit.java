package io.blindsum.hospital;

import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import io.blindsum.question.text.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Collects what the audit log says about one job, and writes it before anything leaves.
 *
 * <p>Texts of strangers are cut and made printable; values of parameters never come here.
 */
final class Audit {
  private static final int LONGEST_QUESTION = 8_000;

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

  Audit note(String name, String text) {
    details.put(name, Arguments.printable(text, 80));
    return this;
  }

  /** Notes what was asked, whole but for the values of parameters. */
  Audit noteQuestion(Question question) {
    List<String> parts = new ArrayList<>();
    question.where().ifPresent(where -> parts.add("where " + where));
    if (!question.missing().isEmpty()) {
      parts.add("missing " + question.missing());
    }
    parts.add("columns " + question.columns());
    parts.add("group_by " + question.groupBy().texts());
    parts.add("stats " + question.moments() + question.statistics());
    parts.add("layout " + question.layout().text());
    parts.add(
        "sites_min "
            + question.limits().sitesMin()
            + ", shows "
            + question.limits().rule().words());
    question.limits().noise().ifPresent(noise -> parts.add("epsilon " + noise));
    details.put("question", Arguments.printable(String.join("; ", parts), LONGEST_QUESTION));
    return this;
  }

  Audit note(String name, long number) {
    return note(name, String.valueOf(number));
  }

  /** Marks the job as one of somebody who may ask, under an approved key. */
  void known() {
    known = true;
  }

  void released() throws IOException, InterruptedException {
    write("released");
  }

  void removed() throws IOException, InterruptedException {
    write("removed");
  }

  void refused(String reason) throws IOException, InterruptedException {
    note("reason", reason);
    write("refused");
  }

  void failed(String reason) throws IOException, InterruptedException {
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
