package io.blindsum.cli.demo;

import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.RunProgress;

/** Shows the run of a study, and tells the outage how far it is. */
final class DemoProgress extends RunProgress {
  private final DemoOutage outage;

  DemoProgress(CommonOptions common, DemoOutage outage) {
    super(common);
    this.outage = outage;
  }

  @Override
  public void progress(String site, long rows) {
    super.progress(site, rows);
    outage.progress(site, rows);
  }
}
