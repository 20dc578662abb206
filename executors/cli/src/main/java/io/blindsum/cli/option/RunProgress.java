package io.blindsum.cli.option;

import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.ProgressMode;
import io.blindsum.cli.console.Text;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PlanMessage;
import io.blindsum.study.RunListener;
import io.blindsum.study.TimeShares;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows the run of a study: one bar a site, or JSON lines. */
public class RunProgress implements RunListener, AutoCloseable {
  private final CommonOptions common;
  private final Map<String, Progress> sites = new LinkedHashMap<>();

  public RunProgress(CommonOptions common) {
    this.common = common;
  }

  @Override
  public void reading(String site, String line) {
    tell("reading", site, line);
  }

  @Override
  public void planned(PlanMessage plan) {
    sites.put(plan.site(), common.start("site " + plan.site(), "rows", plan.rows(), common.json));
  }

  @Override
  public void missing(MissingSite site) {
    tell("missing", site.site(), "site " + site.site() + " contributes nothing: " + site.reason());
  }

  @Override
  public void progress(String site, long rows) {
    Progress bar = sites.get(site);
    if (bar != null) {
      bar.update(rows);
    }
  }

  @Override
  public void repeated(String batch, String reason) {
    tell("repeated", batch, batch + " is done again: " + reason);
  }

  @Override
  public void waiting(String line) {
    tell("waiting", "all", line);
  }

  @Override
  public void finished(TimeShares shares) {
    close();
    tell("time", "all", shares.line());
  }

  private void tell(String event, String what, String line) {
    if (common.progress == ProgressMode.JSON) {
      System.out.println(Json.line(Map.of("event", event, "what", what, "text", line)));
    } else if (!common.quiet) {
      common.warn(Text.oneLine(line));
    }
  }

  @Override
  public void close() {
    sites.values().forEach(Progress::close);
    sites.clear();
  }
}
