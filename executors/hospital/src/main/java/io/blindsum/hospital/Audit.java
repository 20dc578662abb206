package io.blindsum.hospital;

import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects what the audit log says about one job, and writes it before anything leaves.
 *
 * <p>Texts of strangers are cut and made printable; values of parameters never come here.
 */
final class Audit {
  private final AuditLog log;
  private final String event;
  private final Map<String, String> details = new LinkedHashMap<>();

  private Audit(AuditLog log, String event) {
    this.log = log;
    this.event = event;
  }

  /** Starts on a job, with who asked and for what. */
  static Audit of(AuditLog log, ProcessContext context) {
    Process process = context.process();
    Audit audit = new Audit(log, process.spec().functionName());
    audit.note("process", process.processId());
    audit.note("initiator", process.initiatorName());
    audit.note("initiator_id", process.initiatorId());
    return audit;
  }

  Audit note(String name, String text) {
    details.put(name, Arguments.printable(text, 80));
    return this;
  }

  Audit note(String name, long number) {
    return note(name, String.valueOf(number));
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
    log.append(new AuditEntry(event, decision, details));
  }
}
