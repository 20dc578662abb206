package io.blindsum.hospital;

import io.blindsum.question.text.Question;
import java.util.ArrayList;
import java.util.List;

/** A question as the audit log keeps it. */
final class AuditedQuestion {
  private AuditedQuestion() {}

  /** Returns what was asked, whole but for the values of parameters. */
  static String words(Question question) {
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
    return String.join("; ", parts);
  }
}
