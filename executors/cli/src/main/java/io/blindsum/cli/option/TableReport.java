package io.blindsum.cli.option;

import io.blindsum.blinding.FixedBaseBlinding;
import io.blindsum.blinding.TableWindow;
import io.blindsum.blinding.TableWindow.Limit;
import io.blindsum.cli.console.Text;
import io.blindsum.paillier.BlindingSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says which table the fast blinding has, why, and what it took to make.
 *
 * @param values the values that it was made for
 * @param seconds how long it took
 */
public record TableReport(TableWindow window, long values, double seconds) {

  /** Returns the report of a blinding's table, if it has one. */
  public static Optional<TableReport> of(BlindingSource blinding, long values) {
    return blinding instanceof FixedBaseBlinding table
        ? Optional.of(new TableReport(table.window(), values, table.buildSeconds()))
        : Optional.empty();
  }

  public String line() {
    return String.format(
        Locale.ROOT,
        "table: window %d, %s, made in %.2f s; %s",
        window.bits(),
        Text.bytes(window.bytes()),
        seconds,
        reason());
  }

  private String reason() {
    return switch (window.limit()) {
      case VALUES -> Text.count(values, "ciphertext") + " would not repay a wider one";
      case MEMORY -> "a wider one would repay itself, but the memory has no room for it";
      case WIDEST -> "there is no wider one";
    };
  }

  /** Adds the report to a result in JSON. */
  public void addTo(Map<String, Object> json) {
    json.put("table_window", window.bits());
    json.put("table_bytes", window.bytes());
    json.put("table_seconds", Math.round(seconds * 1000) / 1000.0);
    json.put("table_limit", name(window.limit()));
  }

  private static String name(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT);
  }
}
