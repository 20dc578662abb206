package io.blindsum.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long piece of work is: how many of how many, how fast, how long still. */
public abstract class Progress implements AutoCloseable {
  /** Says that the whole is not known. */
  public static final long UNKNOWN = -1;

  /**
   * Starts to show.
   *
   * @param stage what is done, a verb such as {@code encrypt}
   * @param unit what is counted, such as {@code rows}
   * @param total how many there are, or {@link #UNKNOWN}
   * @param lines receives the JSON lines; bars and plain lines go to the error stream
   */
  public static Progress start(
      ProgressMode mode, String stage, String unit, long total, PrintStream lines) {
    return switch (mode) {
      case NONE -> new Silent();
      case JSON -> new Lines(stage, unit, total, Duration.ofSeconds(1), true, lines);
      case PLAIN -> new Lines(stage, unit, total, Duration.ofSeconds(5), false, System.err);
      case AUTO -> Terminal.get() == null ? new Silent() : new Bar(stage, unit, total);
    };
  }

  /** Says how many are done by now. */
  public abstract void update(long done);

  /** Says that all is done. */
  @Override
  public abstract void close();

  private static final class Silent extends Progress {
    @Override
    public void update(long done) {}

    @Override
    public void close() {}
  }

  private static final class Bar extends Progress {
    private final ProgressBar bar;

    Bar(String stage, String unit, long total) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setInitialMax(total)
              .setUnit(" " + unit, 1)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setUpdateIntervalMillis(200)
              .showSpeed()
              .build();
    }

    @Override
    public void update(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends Progress {
    private final String stage;
    private final String unit;
    private final long total;
    private final long intervalNanos;
    private final boolean json;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long done;

    Lines(String stage, String unit, long total, Duration interval, boolean json, PrintStream out) {
      this.stage = stage;
      this.unit = unit;
      this.total = total;
      this.intervalNanos = interval.toNanos();
      this.json = json;
      this.out = out;
    }

    @Override
    public void update(long nowDone) {
      done = nowDone;
      long now = System.nanoTime();
      if (now - lastLine >= intervalNanos) {
        lastLine = now;
        print("progress");
      }
    }

    @Override
    public void close() {
      print("done");
    }

    private void print(String event) {
      double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
      double rate = done / seconds;
      boolean known = total > 0 && rate > 0 && event.equals("progress");
      double eta = known ? Math.max(0, (total - done) / rate) : 0;
      out.println(json ? jsonLine(event, seconds, rate, eta, known) : plainLine(rate, eta, known));
    }

    private String jsonLine(
        String event, double seconds, double rate, double eta, boolean etaKnown) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("event", event);
      line.put("stage", stage);
      line.put(unit, done);
      if (total >= 0) {
        line.put("total", total);
      }
      line.put("seconds", rounded(seconds));
      line.put("per_second", rounded(rate));
      if (etaKnown) {
        line.put("eta_seconds", rounded(eta));
      }
      return Json.line(line);
    }

    private String plainLine(double rate, double eta, boolean etaKnown) {
      String of = total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "";
      String left = etaKnown ? String.format(Locale.ROOT, ", %.0f s left", eta) : "";
      return String.format(
          Locale.ROOT, "%s: %,d%s %s, %,.0f/s%s", stage, done, of, unit, rate, left);
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }
}
