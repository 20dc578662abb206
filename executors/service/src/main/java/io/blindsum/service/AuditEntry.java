package io.blindsum.service;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one line of the audit log says. It holds no patient's value, no value of a parameter, and no
 * count below the site's minimum.
 *
 * @param event what happened, such as {@code plan} or {@code batch}
 * @param decision {@code released}, {@code removed}, {@code refused} or {@code failed}
 * @param details names and texts, in the order in which they are written
 */
public record AuditEntry(String event, String decision, Map<String, String> details) {
  public AuditEntry {
    details = new LinkedHashMap<>(details);
  }
}
